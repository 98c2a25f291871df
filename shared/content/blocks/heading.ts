import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml } from '../escape.ts';
import { alignField, colorField, paddingFields } from '../form-parts.ts';
import { headingWeight, mjText, paddingOf } from '../mjml-parts.ts';
import { align, color, line, padding } from '../primitives.ts';

const SIZES = { 1: 31, 2: 24, 3: 19 } as const;

export const heading = defineBlock({
  kind: 'heading',
  label: 'Heading',
  icon: 'heading',
  props: z.strictObject({
    text: line,
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(2),
    align,
    color,
    padding,
  }),
  initial: () => ({ text: 'A heading', padding: { vertical: 16, horizontal: 32 } }),
  form: [
    { name: 'text', label: 'Text', as: 'text' },
    {
      name: 'level',
      label: 'Level',
      as: 'choice',
      choices: [
        { value: 1, label: 'Title' },
        { value: 2, label: 'Heading' },
        { value: 3, label: 'Small heading' },
      ],
    },
    alignField,
    colorField,
    ...paddingFields,
  ],
  inPlace: { property: 'text', as: 'plain' },
  mjml: (props, frame, cssClass) =>
    mjText(
      `<h${props.level} style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">${escapeHtml(props.text)}</h${props.level}>`,
      {
        cssClass,
        size: SIZES[props.level],
        lineHeight: '1.2',
        weight: headingWeight(frame),
        align: props.align,
        color: props.color,
        padding: paddingOf(props.padding),
        frame,
      },
    ),
  text: (props) => props.text,
});
