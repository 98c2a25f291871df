import type { CsvRecord } from '../records.ts';
import { tooLarge } from './damaged.ts';

/** As wide and as long as any spreadsheet program lets a sheet be. */
export const MOST_COLUMNS = 16_384;
const MOST_ROWS = 16_777_216;
/** So many rows that are alike and not empty were not typed. */
const MOST_REPEATS = 1_048_576;

/** Puts together the rows of a sheet, cell by cell. */
export function gridWriter(emit: (record: CsvRecord) => void) {
  let cells: string[] = [];
  let row = 0;
  let given = 0;
  return {
    /** Begins a row. Rows that are left out on the way to it are empty, and nobody is told of them. */
    begin: (number: number) => {
      row = number;
      cells = [];
    },
    put: (column: number, text: string) => {
      if (text === '' || column >= MOST_COLUMNS) return;
      while (cells.length < column) cells.push('');
      cells[column] = text;
    },
    width: () => cells.length,
    /** Gives the row away, so often as it repeats. */
    end: (times = 1) => {
      if (cells.length === 0) return;
      given += times;
      if (times > MOST_REPEATS || given > MOST_ROWS || row > MOST_ROWS)
        throw tooLarge('its sheet says that it has more rows than a sheet can have');
      for (let time = 0; time < times; time++) emit({ line: row + time, cells: time === 0 ? cells : [...cells], problem: null });
    },
  };
}
