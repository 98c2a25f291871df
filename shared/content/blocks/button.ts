import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { safeHref } from '../escape.ts';
import { alignField, paddingFields } from '../form-parts.ts';
import { mjButton, paddingOf } from '../mjml-parts.ts';
import { align, color, href, line, padding, pixels } from '../primitives.ts';

export const button = defineBlock({
  kind: 'button',
  label: 'Button',
  icon: 'rectangle',
  props: z.strictObject({
    label: line,
    href,
    align: align.removeDefault().default('center'),
    background: color,
    color,
    radius: pixels(0, 40, 4),
    wide: z.boolean().default(false),
    padding,
  }),
  initial: () => ({ label: 'Press me', padding: { vertical: 16, horizontal: 32 } }),
  form: [
    { name: 'label', label: 'Label', as: 'text' },
    { name: 'href', label: 'Leads to', as: 'link' },
    alignField,
    { name: 'background', label: 'Background', as: 'color' },
    { name: 'color', label: 'Label colour', as: 'color' },
    { name: 'radius', label: 'Round corners', as: 'number', min: 0, max: 40 },
    { name: 'wide', label: 'Full width', as: 'switch' },
    ...paddingFields,
  ],
  inPlace: { property: 'label', as: 'plain' },
  mjml: (props, frame, cssClass) => mjButton(props.label, { ...props, cssClass, padding: paddingOf(props.padding), frame }),
  text: (props) => (safeHref(props.href) ? `${props.label}: ${safeHref(props.href)}` : props.label),
});
