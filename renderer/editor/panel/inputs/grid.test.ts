import { expect, test } from 'vitest';
import { gridText, rowsIn } from './grid.ts';

test('reads rows that were typed and rows that a spreadsheet copied', () => {
  expect(rowsIn('Day | Open\nMonday | 7 to 18')).toEqual([
    ['Day', 'Open'],
    ['Monday', '7 to 18'],
  ]);
  expect(rowsIn('Day\tPrice | net\nMonday\t4')).toEqual([
    ['Day', 'Price | net'],
    ['Monday', '4'],
  ]);
  expect(rowsIn('')).toEqual([]);
});

test('shows rows as they were typed', () => {
  expect(rowsIn(gridText([['a', 'b'], ['c']]))).toEqual([['a', 'b'], ['c']]);
});
