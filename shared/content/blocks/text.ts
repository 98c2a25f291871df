import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { alignField, boxFields, colorField } from '../form-parts.ts';
import { mjText, paddingOf } from '../mjml-parts.ts';
import { plainOf } from '../plain.ts';
import { align, box, color, padding, pixels, rich } from '../primitives.ts';

export const text = defineBlock({
  kind: 'text',
  label: 'Text',
  icon: 'align-left',
  group: 'words',
  props: z.strictObject({
    html: rich,
    align,
    size: pixels(10, 48, 16),
    color,
    fill: color,
    padding,
    box,
    /** What the HTML was made of by the program that brought it; it counts for as long as it still makes the same. */
    written: z
      .strictObject({ as: z.enum(['plain', 'markdown']), source: z.string().max(200_000) })
      .nullable()
      .default(null),
  }),
  initial: () => ({ html: '<p>Write something.</p>' }),
  form: [
    { name: 'html', label: 'Text', as: 'rich', group: 'content' },
    { name: 'size', label: 'Size', as: 'number', group: 'look', min: 10, max: 48 },
    alignField,
    colorField,
    ...boxFields,
  ],
  inPlace: { property: 'html', as: 'rich' },
  mjml: (props, frame, cssClass) => mjText(props.html, { ...props, cssClass, padding: paddingOf(props.padding), frame }),
  text: (props) => plainOf(props.html),
});
