/** What stands between two cells. */
export const GRID = '|';

export const gridText = (value: unknown): string =>
  Array.isArray(value) ? value.map((row) => (Array.isArray(row) ? row.join(` ${GRID} `) : '')).join('\n') : '';

export const rowsIn = (text: string): string[][] =>
  text === '' ? [] : text.split('\n').map((row) => row.split(row.includes('\t') ? '\t' : GRID).map((cell) => cell.trim()));
