import { z } from 'zod';
import { defineBlock } from '../block.ts';
import { escapeHtml } from '../escape.ts';
import { boxFields, colorField } from '../form-parts.ts';
import { mjText, paddingOf } from '../mjml-parts.ts';
import { box, color, padding, pixels } from '../primitives.ts';

const SHORT = 8;

export const table = defineBlock({
  kind: 'table',
  label: 'Table',
  icon: 'table',
  group: 'words',
  props: z.strictObject({
    rows: z
      .array(z.array(z.string().max(2000)).max(12))
      .max(100)
      .default([]),
    /** Whether the first row names the columns. */
    header: z.boolean().default(true),
    striped: z.boolean().default(false),
    /** Numbers are compared at their ends. */
    lastRight: z.boolean().default(false),
    size: pixels(10, 32, 15),
    lines: color,
    color,
    fill: color,
    padding,
    box,
  }),
  initial: () => ({
    rows: [
      ['Day', 'Open'],
      ['Monday to Friday', '7 to 18'],
      ['Saturday', '7 to 13'],
    ],
  }),
  form: [
    { name: 'rows', label: 'Rows', as: 'grid', group: 'content' },
    { name: 'header', label: 'First row names', as: 'switch', group: 'content' },
    { name: 'striped', label: 'Striped', as: 'switch', group: 'look' },
    { name: 'lastRight', label: 'Last at the right', as: 'switch', group: 'look' },
    { name: 'size', label: 'Size', as: 'number', group: 'look', min: 10, max: 32 },
    { name: 'lines', label: 'Lines', as: 'color', group: 'look', placeholder: 'Grey' },
    colorField,
    ...boxFields,
  ],
  mjml: (props, frame, cssClass) => {
    const columns = Math.max(0, ...props.rows.map((row) => row.length));
    // A day or a number that begins a row is not broken on a phone; where that is all short, nothing else lacks room.
    const whole = props.rows.every(([first = '']) => first.length <= SHORT && !first.includes('{')) ? ';white-space:nowrap' : '';
    const cell = (words: string, row: number, column: number) => {
      const names = props.header && row === 0;
      const side = props.lastRight && column === columns - 1 && column > 0 ? 'right' : 'left';
      const stripe = props.striped && row % 2 === 1 ? ';background-color:#f4f1ea;color:#2a241d' : '';
      const style = `padding:8px 10px;border-bottom:1px solid ${props.lines || '#d3c9b8'};text-align:${side}${stripe}${column === 0 ? whole : ''}`;
      return names
        ? `<th scope="col" align="${side}" style="${style};font-weight:600">${escapeHtml(words)}</th>`
        : `<td align="${side}" style="${style}">${escapeHtml(words)}</td>`;
    };
    const rows = props.rows.map(
      (row, at) => `<tr>${Array.from({ length: columns }, (_, column) => cell(row[column] ?? '', at, column)).join('')}</tr>`,
    );
    const inner =
      columns > 0
        ? `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;border-collapse:collapse;font-size:inherit">${rows.join('')}</table>`
        : '&nbsp;';
    return mjText(inner, { ...props, cssClass, align: 'left', padding: paddingOf(props.padding), frame });
  },
  text: (props) => props.rows.map((row) => row.join(' | ')).join('\n'),
});
