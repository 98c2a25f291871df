import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { alignField, boxFields, colorField } from '../form-parts.ts';
import { mjHeading, paddingOf } from '../mjml-parts.ts';
import { align, box, color, line, ownPixels, padding } from '../primitives.ts';

const SIZES = { 1: 31, 2: 24, 3: 19 } as const;

export const heading = defineBlock({
  kind: 'heading',
  label: 'Heading',
  icon: 'heading',
  group: 'words',
  props: z.strictObject({
    text: line,
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(2),
    size: ownPixels(12, 72),
    align,
    color,
    fill: color,
    padding,
    box,
  }),
  initial: () => ({ text: 'A heading', padding: { vertical: 16, horizontal: 32 } }),
  form: [
    { name: 'text', label: 'Text', as: 'text', group: 'content' },
    {
      name: 'level',
      label: 'Level',
      as: 'choice',
      group: 'content',
      choices: [
        { value: 1, label: 'Title' },
        { value: 2, label: 'Heading' },
        { value: 3, label: 'Small heading' },
      ],
    },
    { name: 'size', label: 'Size', as: 'number', group: 'look', min: 12, max: 72, placeholder: 'As its level' },
    alignField,
    colorField,
    ...boxFields,
  ],
  inPlace: { property: 'text', as: 'plain' },
  mjml: (props, frame, cssClass) =>
    mjHeading(props.level, props.text, {
      ...props,
      cssClass,
      size: props.size ?? SIZES[props.level],
      padding: paddingOf(props.padding),
      frame,
    }),
  text: (props) => props.text,
});
