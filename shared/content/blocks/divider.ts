import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { attribute } from '../escape.ts';
import { alignField, colorField, groundFields } from '../form-parts.ts';
import { paddingOf } from '../mjml-parts.ts';
import { align, color, padding, pixels } from '../primitives.ts';

export const divider = defineBlock({
  kind: 'divider',
  label: 'Divider',
  icon: 'separator',
  group: 'layout',
  props: z.strictObject({
    color,
    thickness: pixels(1, 12, 1),
    style: z.enum(['solid', 'dashed', 'dotted']).default('solid'),
    /** Percent. */
    width: z.number().int().min(10).max(100).default(100),
    align: align.removeDefault().default('center'),
    fill: color,
    padding,
  }),
  initial: () => ({ padding: { vertical: 16, horizontal: 32 } }),
  form: [
    colorField,
    { name: 'thickness', label: 'Thickness', as: 'number', group: 'look', min: 1, max: 12 },
    {
      name: 'style',
      label: 'Line',
      as: 'choice',
      group: 'look',
      choices: [
        { value: 'solid', label: 'Solid' },
        { value: 'dashed', label: 'Dashed' },
        { value: 'dotted', label: 'Dotted' },
      ],
    },
    { name: 'width', label: 'Width', as: 'number', group: 'look', min: 10, max: 100, unit: '%' },
    alignField,
    ...groundFields,
  ],
  mjml: (props, _frame, cssClass) =>
    `<mj-divider css-class="${cssClass}" border-width="${props.thickness}px" border-style="${props.style}" border-color="${props.color || '#d3c9b8'}" width="${props.width}%" align="${props.align}" padding="${paddingOf(props.padding)}"${attribute('container-background-color', props.fill)} />`,
  text: () => '---',
});
