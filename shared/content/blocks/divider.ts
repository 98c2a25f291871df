import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { colorField, paddingFields } from '../form-parts.ts';
import { paddingOf } from '../mjml-parts.ts';
import { color, padding, pixels } from '../primitives.ts';

export const divider = defineBlock({
  kind: 'divider',
  label: 'Divider',
  icon: 'separator',
  props: z.strictObject({ color, thickness: pixels(1, 12, 1), padding }),
  initial: () => ({ padding: { vertical: 16, horizontal: 32 } }),
  form: [colorField, { name: 'thickness', label: 'Thickness', as: 'number', min: 1, max: 12 }, ...paddingFields],
  mjml: (props, _frame, cssClass) =>
    `<mj-divider css-class="${cssClass}" border-width="${props.thickness}px" border-color="${props.color || '#d3c9b8'}" padding="${paddingOf(props.padding)}" />`,
  text: () => '---',
});
