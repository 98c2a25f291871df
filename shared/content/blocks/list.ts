import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml } from '../escape.ts';
import { boxFields, colorField } from '../form-parts.ts';
import { mjText, paddingOf } from '../mjml-parts.ts';
import { box, color, line, padding, pixels } from '../primitives.ts';

const ROW = 'padding:0 0 6px';

export const list = defineBlock({
  kind: 'list',
  label: 'List',
  icon: 'list',
  group: 'words',
  props: z.strictObject({
    items: z.array(line).max(100).default([]),
    marks: z.enum(['bullets', 'numbers', 'ticks']).default('bullets'),
    size: pixels(10, 48, 16),
    accent: color,
    color,
    fill: color,
    padding,
    box,
  }),
  initial: () => ({ items: ['The first thing', 'The second', 'And a third'] }),
  form: [
    { name: 'items', label: 'Items, each on a line', as: 'lines', group: 'content' },
    {
      name: 'marks',
      label: 'Marks',
      as: 'choice',
      group: 'look',
      choices: [
        { value: 'bullets', label: 'Bullets' },
        { value: 'numbers', label: 'Numbers' },
        { value: 'ticks', label: 'Ticks' },
      ],
    },
    { name: 'accent', label: 'Ticks', as: 'color', group: 'look', placeholder: 'As the brand' },
    { name: 'size', label: 'Size', as: 'number', group: 'look', min: 10, max: 48 },
    colorField,
    ...boxFields,
  ],
  mjml: (props, frame, cssClass) => {
    const items = props.items.filter(Boolean);
    const inner =
      props.marks === 'ticks'
        ? ticks(items, props.accent || frame.accentColor)
        : listHtml(items, props.marks === 'numbers' ? 'ol' : 'ul');
    return mjText(items.length > 0 ? inner : '&nbsp;', {
      ...props,
      cssClass,
      align: 'left',
      padding: paddingOf(props.padding),
      frame,
    });
  },
  text: (props) =>
    props.items
      .filter(Boolean)
      .map((item, index) => (props.marks === 'numbers' ? `${index + 1}. ${item}` : `- ${item}`))
      .join('\n'),
});

const listHtml = (items: readonly string[], tag: 'ol' | 'ul') =>
  `<${tag} style="margin:0;padding:0 0 0 22px">${items.map((item) => `<li style="${ROW}">${escapeHtml(item)}</li>`).join('')}</${tag}>`;

/** Outlook puts bullets before the items of every list, so ticks are laid out in a table that is read as a list. */
const ticks = (items: readonly string[], color: string) =>
  `<table role="list" cellpadding="0" cellspacing="0" border="0">${items
    .map(
      (item) =>
        `<tr role="listitem"><td role="presentation" valign="top" aria-hidden="true" style="${ROW};width:26px;color:${color};font-weight:bold">✓</td><td role="presentation" valign="top" style="${ROW}">${escapeHtml(item)}</td></tr>`,
    )
    .join('')}</table>`;
