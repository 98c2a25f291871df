import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { alignField, colorField, paddingFields } from '../form-parts.ts';
import { mjText, paddingOf } from '../mjml-parts.ts';
import { plainOf } from '../plain.ts';
import { align, color, padding, pixels, rich } from '../primitives.ts';

export const text = defineBlock({
  kind: 'text',
  label: 'Text',
  icon: 'align-left',
  props: z.strictObject({ html: rich, align, size: pixels(10, 48, 16), color, padding }),
  initial: () => ({ html: '<p>Write something.</p>' }),
  form: [
    { name: 'html', label: 'Text', as: 'rich' },
    alignField,
    { name: 'size', label: 'Size', as: 'number', min: 10, max: 48 },
    colorField,
    ...paddingFields,
  ],
  inPlace: { property: 'html', as: 'rich' },
  mjml: (props, frame, cssClass) =>
    mjText(props.html, {
      cssClass,
      size: props.size,
      align: props.align,
      color: props.color,
      padding: paddingOf(props.padding),
      frame,
    }),
  text: (props) => plainOf(props.html),
});
