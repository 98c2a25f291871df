import { z } from 'zod';
import type { BlockFace } from '../block.ts';
import { pixels } from '../primitives.ts';
import { cellBlock } from './leaf-blocks.ts';

const ratios = {
  '1-1': [50, 50],
  '1-2': [33.33, 66.67],
  '2-1': [66.67, 33.33],
  '1-1-1': [33.33, 33.33, 33.33],
  '1-1-1-1': [25, 25, 25, 25],
} as const;
type Ratio = keyof typeof ratios;

/** Widths of the columns in percent. */
export const widthsOf = (ratio: Ratio): readonly number[] => ratios[ratio];

const props = z
  .strictObject({
    ratio: z.enum(['1-1', '1-2', '2-1', '1-1-1', '1-1-1-1']).default('1-1'),
    /** Whether they stand one below the other on a phone. */
    stack: z.boolean().default(true),
    padding: pixels(0, 60, 0),
    columns: z.array(z.array(cellBlock).max(100)).min(2).max(4),
  })
  // A row whose ratio was changed keeps what is in it: columns are added, or the last ones joined.
  .transform((columns) => ({ ...columns, columns: fitColumns(columns.columns, ratios[columns.ratio].length) }));

function fitColumns<Item>(columns: readonly (readonly Item[])[], count: number): Item[][] {
  const fitted = Array.from({ length: count }, (_, index) => [...(columns[index] ?? [])]);
  for (const rest of columns.slice(count)) fitted[count - 1]?.push(...rest);
  return fitted;
}

export const columns: BlockFace<'columns', typeof props> = {
  kind: 'columns',
  label: 'Columns',
  icon: 'columns-2',
  props,
  initial: () => ({ columns: [[], []] }),
  form: [
    {
      name: 'ratio',
      label: 'Widths',
      as: 'choice',
      choices: [
        { value: '1-1', label: 'Two, equal' },
        { value: '1-2', label: 'Narrow, wide' },
        { value: '2-1', label: 'Wide, narrow' },
        { value: '1-1-1', label: 'Three' },
        { value: '1-1-1-1', label: 'Four' },
      ],
    },
    { name: 'stack', label: 'Stacked on phones', as: 'switch' },
    { name: 'padding', label: 'Space around', as: 'number', min: 0, max: 60 },
  ],
};
