import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { pixels } from '../primitives.ts';

export const spacer = defineBlock({
  kind: 'spacer',
  label: 'Spacer',
  icon: 'spacing-vertical',
  props: z.strictObject({ height: pixels(4, 200, 24) }),
  initial: () => ({}),
  form: [{ name: 'height', label: 'Height', as: 'number', min: 4, max: 200 }],
  mjml: (props, _frame, cssClass) => `<mj-spacer css-class="${cssClass}" height="${props.height}px" />`,
  text: () => '',
});
