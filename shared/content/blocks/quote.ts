import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml } from '../escape.ts';
import { alignField, colorField, paddingFields } from '../form-parts.ts';
import { mjText, paddingOf } from '../mjml-parts.ts';
import { plainOf } from '../plain.ts';
import { align, color, line, padding, rich } from '../primitives.ts';

export const quote = defineBlock({
  kind: 'quote',
  label: 'Quote',
  icon: 'quote',
  props: z.strictObject({ html: rich, author: line, align, color, padding }),
  initial: () => ({ html: '<p>The best bread I have had in years.</p>', author: 'A guest' }),
  form: [
    { name: 'html', label: 'Quote', as: 'rich' },
    { name: 'author', label: 'By', as: 'text' },
    alignField,
    colorField,
    ...paddingFields,
  ],
  inPlace: { property: 'html', as: 'rich' },
  mjml: (props, frame, cssClass) => {
    const author =
      props.author && `<p style="margin:8px 0 0;font-size:14px;font-style:normal;opacity:.75">${escapeHtml(props.author)}</p>`;
    const style = `margin:0;padding:2px 0 2px 18px;border-left:3px solid ${frame.accentColor};font-style:italic`;
    return mjText(`<blockquote style="${style}"><div>${props.html}</div>${author}</blockquote>`, {
      cssClass,
      size: 18,
      align: props.align,
      color: props.color,
      padding: paddingOf(props.padding),
      frame,
    });
  },
  text: (props) =>
    [
      ...plainOf(props.html)
        .split('\n')
        .map((row) => `> ${row}`),
      ...(props.author ? [`> ${props.author}`] : []),
    ].join('\n'),
});
