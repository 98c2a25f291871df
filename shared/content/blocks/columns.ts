import { z } from 'zod';
import type { BlockFace } from '../block.ts';
import { groundField, pictureFields } from '../form-parts.ts';
import { background, border, color, pixels } from '../primitives.ts';
import { leafBlock } from './leaf-blocks.ts';

const ratios = {
  '1': { label: 'One', widths: [100] },
  '1-1': { label: 'Two, equal', widths: [50, 50] },
  '1-2': { label: 'Narrow, wide', widths: [33.33, 66.67] },
  '2-1': { label: 'Wide, narrow', widths: [66.67, 33.33] },
  '1-3': { label: 'Quarter, rest', widths: [25, 75] },
  '3-1': { label: 'Rest, quarter', widths: [75, 25] },
  '1-1-1': { label: 'Three', widths: [33.33, 33.33, 33.33] },
  '1-2-1': { label: 'Three, wide middle', widths: [25, 50, 25] },
  '1-1-1-1': { label: 'Four', widths: [25, 25, 25, 25] },
} as const;
export type Ratio = keyof typeof ratios;
// The keys of our own dictionary, which Object.keys gives back as plain strings.
export const ratioNames = Object.keys(ratios) as [Ratio, ...Ratio[]];

/** Widths of the columns in percent. */
export const widthsOf = (ratio: Ratio): readonly number[] => ratios[ratio].widths;

const props = z
  .strictObject({
    ratio: z.enum(ratioNames).default('1-1'),
    /** Whether they stand one below the other on a phone. */
    stack: z.boolean().default(true),
    /** Whether the last one comes first there. */
    reverse: z.boolean().default(false),
    padding: pixels(0, 60, 0),
    /** Between the columns. */
    gap: pixels(0, 60, 0),
    valign: z.enum(['top', 'middle', 'bottom']).default('top'),
    ...background,
    border,
    radius: pixels(0, 60, 0),
    cellColor: color,
    cellBorder: border,
    cellRadius: pixels(0, 60, 0),
    columns: z.array(z.array(leafBlock).max(100)).min(1).max(4),
  })
  // A row whose ratio was changed keeps what is in it: columns are added, or the last ones joined.
  .transform((columns) => ({ ...columns, columns: fitColumns(columns.columns, widthsOf(columns.ratio).length) }));

function fitColumns<Item>(columns: readonly (readonly Item[])[], count: number): Item[][] {
  const fitted = Array.from({ length: count }, (_, index) => [...(columns[index] ?? [])]);
  for (const rest of columns.slice(count)) fitted[count - 1]?.push(...rest);
  return fitted;
}

export const columns: BlockFace<'columns', typeof props> = {
  kind: 'columns',
  label: 'Columns',
  icon: 'columns-2',
  group: 'layout',
  props,
  initial: () => ({ columns: [[], []] }),
  form: [
    {
      name: 'ratio',
      label: 'Widths',
      as: 'choice',
      group: 'content',
      choices: ratioNames.map((value) => ({ value, label: ratios[value].label })),
    },
    {
      name: 'valign',
      label: 'Stand at the',
      as: 'choice',
      group: 'look',
      choices: [
        { value: 'top', label: 'Top' },
        { value: 'middle', label: 'Middle' },
        { value: 'bottom', label: 'Bottom' },
      ],
    },
    { name: 'gap', label: 'Space between', as: 'number', group: 'look', min: 0, max: 60 },
    { name: 'padding', label: 'Space around', as: 'number', group: 'look', min: 0, max: 60 },
    groundField,
    { name: 'border', label: 'Border', as: 'border', group: 'look' },
    { name: 'radius', label: 'Round corners', as: 'number', group: 'look', min: 0, max: 60 },
    { name: 'cellColor', label: 'In the columns', as: 'color', group: 'look', placeholder: 'None' },
    { name: 'cellBorder', label: 'Their border', as: 'border', group: 'look' },
    { name: 'cellRadius', label: 'Their corners', as: 'number', group: 'look', min: 0, max: 60 },
    ...pictureFields,
    { name: 'stack', label: 'One below the other', as: 'switch', group: 'phone' },
    { name: 'reverse', label: 'Last one first', as: 'switch', group: 'phone' },
  ],
};
