import { emailKey } from '../contacts/contacts.ts';
import { type CsvRecord, isFiller } from './records.ts';

const MOST_ABOVE = 10;
const LOOKED_AT = 100;

/**
 * How many rows stand above the names of the columns: a title, a date, whose list it is. Such a row has a single cell
 * filled where most have several. Blank rows are not counted.
 */
export function rowsAbove(records: readonly CsvRecord[]): number {
  const widths = records
    .filter((record) => !isFiller(record))
    .slice(0, LOOKED_AT)
    .map((record) => ({ filled: filledCells(record), isPerson: record.cells.some((cell) => emailKey(cell).ok) }));
  const usual = widths.map(({ filled }) => filled).toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
  if (usual < 3) return 0;
  const first = widths.findIndex(({ filled, isPerson }) => filled > 1 || isPerson);
  return first <= MOST_ABOVE && (widths[first]?.filled ?? 0) >= usual / 2 ? first : 0;
}

const filledCells = ({ cells }: CsvRecord): number => cells.filter((cell) => cell.trim() !== '').length;
