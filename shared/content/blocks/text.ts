import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { attribute } from '../escape.ts';
import { plainOf } from '../plain.ts';
import { align, color, padding, pixels } from '../primitives.ts';

export const text = defineBlock({
  kind: 'text',
  label: 'Text',
  icon: 'align-left',
  props: z.object({ html: z.string().max(200_000).default(''), align, size: pixels(10, 48, 16), color, padding }),
  initial: () => ({
    html: '<p>Write something.</p>',
    align: 'left' as const,
    size: 16,
    color: '',
    padding: { vertical: 12, horizontal: 32 },
  }),
  form: [
    { name: 'html', label: 'Text', as: 'rich' },
    { name: 'align', label: 'Align', as: 'align' },
    { name: 'size', label: 'Size', as: 'number', min: 10, max: 48 },
    { name: 'color', label: 'Colour', as: 'color' },
    { name: 'padding.vertical', label: 'Above and below', as: 'number', min: 0, max: 120 },
    { name: 'padding.horizontal', label: 'Left and right', as: 'number', min: 0, max: 120 },
  ],
  inPlace: { property: 'html', as: 'rich' },
  // The rich text was reduced to an allowed list of tags before it came here (main/content/clean-html.ts).
  mjml: (props, frame, cssClass) =>
    `<mj-text css-class="${cssClass}" font-size="${props.size}px" line-height="1.55" padding="${props.padding.vertical}px ${props.padding.horizontal}px"${attribute('align', props.align)}${attribute('color', props.color || frame.textColor)}${attribute('font-family', frame.fontFamily)}>${props.html}</mj-text>`,
  text: (props) => plainOf(props.html),
});
