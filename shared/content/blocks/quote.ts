import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml, safeSource } from '../escape.ts';
import { alignField, boxFields, colorField } from '../form-parts.ts';
import { mjText, paddingOf } from '../mjml-parts.ts';
import { plainOf } from '../plain.ts';
import { align, box, color, line, padding, rich, source } from '../primitives.ts';

export const quote = defineBlock({
  kind: 'quote',
  label: 'Quote',
  icon: 'quote',
  group: 'words',
  props: z.strictObject({
    html: rich,
    author: line,
    role: line,
    portrait: source,
    /** Empty: whoever is quoted. */
    portraitAlt: line,
    accent: color,
    align,
    color,
    fill: color,
    padding,
    box,
  }),
  initial: () => ({ html: '<p>The best bread I have had in years.</p>', author: 'A guest' }),
  form: [
    { name: 'html', label: 'Quote', as: 'rich', group: 'content' },
    { name: 'author', label: 'By', as: 'text', group: 'content' },
    { name: 'role', label: 'Who that is', as: 'text', group: 'content' },
    { name: 'portrait', label: 'Portrait', as: 'image', group: 'content' },
    {
      name: 'portraitAlt',
      label: 'Description of the portrait',
      as: 'text',
      group: 'content',
      needs: 'portrait',
      placeholder: 'Whoever is quoted',
    },
    { name: 'accent', label: 'Line beside', as: 'color', group: 'look', placeholder: 'As the brand' },
    alignField,
    colorField,
    ...boxFields,
  ],
  inPlace: { property: 'html', as: 'rich' },
  mjml: (props, frame, cssClass) => {
    const { author, role } = props;
    const portrait = safeSource(props.portrait);
    const alt = props.portraitAlt || props.author;
    const face = portrait
      ? `<img src="${escapeHtml(portrait)}" alt="${escapeHtml(alt)}" width="40" height="40" style="border-radius:20px;object-fit:cover;vertical-align:middle;margin-right:10px" />`
      : '';
    const names = [author && escapeHtml(author), role && `<span style="opacity:.8">${escapeHtml(role)}</span>`].filter(Boolean);
    const by =
      names.length || face ? `<p style="margin:8px 0 0;font-size:14px;font-style:normal">${face}${names.join(', ')}</p>` : '';
    const style = `margin:0;padding:2px 0 2px 18px;border-left:3px solid ${props.accent || frame.accentColor};font-style:italic`;
    return mjText(`<blockquote style="${style}"><div>${props.html}</div>${by}</blockquote>`, {
      ...props,
      cssClass,
      size: 18,
      padding: paddingOf(props.padding),
      frame,
    });
  },
  text: (props) => {
    const by = [props.author, props.role].filter(Boolean).join(', ');
    const rows = [...plainOf(props.html).split('\n'), ...(by ? [by] : [])];
    return rows.map((row) => `> ${row}`).join('\n');
  },
});
