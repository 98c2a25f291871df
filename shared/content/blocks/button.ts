import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { safeHref } from '../escape.ts';
import { alignField, boxFields } from '../form-parts.ts';
import { mjButton } from '../mjml-button.ts';
import { align, box, color, href, line, ownPixels, padding } from '../primitives.ts';

export const button = defineBlock({
  kind: 'button',
  label: 'Button',
  icon: 'rectangle',
  group: 'words',
  props: z.strictObject({
    label: line,
    href,
    look: z.enum(['brand', 'filled', 'soft', 'outline']).default('brand'),
    align: align.removeDefault().default('center'),
    background: color,
    color,
    radius: ownPixels(0, 40),
    wide: z.boolean().default(false),
    fill: color,
    padding,
    box,
  }),
  initial: () => ({ label: 'Press me', padding: { vertical: 16, horizontal: 32 } }),
  form: [
    { name: 'label', label: 'Label', as: 'text', group: 'content' },
    { name: 'href', label: 'Leads to', as: 'link', group: 'content' },
    {
      name: 'look',
      label: 'Shape',
      as: 'choice',
      group: 'look',
      choices: [
        { value: 'brand', label: 'As the brand' },
        { value: 'filled', label: 'Filled' },
        { value: 'soft', label: 'Soft' },
        { value: 'outline', label: 'Outlined' },
      ],
    },
    { name: 'background', label: 'Button', as: 'color', group: 'look', placeholder: 'As the brand' },
    { name: 'color', label: 'Label', as: 'color', group: 'look', placeholder: 'As the brand' },
    { name: 'radius', label: 'Round corners', as: 'number', group: 'look', min: 0, max: 40, placeholder: 'As the brand' },
    { name: 'wide', label: 'Full width', as: 'switch', group: 'look' },
    alignField,
    ...boxFields,
  ],
  inPlace: { property: 'label', as: 'plain' },
  mjml: (props, frame, cssClass) => mjButton(props.label, { ...props, cssClass, frame }),
  text: (props) => (safeHref(props.href) ? `${props.label}: ${safeHref(props.href)}` : props.label),
});
