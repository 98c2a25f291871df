import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { attribute } from '../escape.ts';
import { fillField } from '../form-parts.ts';
import { color, pixels } from '../primitives.ts';

export const spacer = defineBlock({
  kind: 'spacer',
  label: 'Spacer',
  icon: 'spacing-vertical',
  group: 'layout',
  props: z.strictObject({ height: pixels(1, 400, 24), fill: color }),
  initial: () => ({}),
  form: [{ name: 'height', label: 'Height', as: 'number', group: 'look', min: 1, max: 400 }, fillField],
  mjml: (props, _frame, cssClass) =>
    `<mj-spacer css-class="${cssClass}" height="${props.height}px"${attribute('container-background-color', props.fill)} />`,
  text: () => '',
});
