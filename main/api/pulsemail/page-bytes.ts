import { JsonText } from '../http/json-text.ts';
import { giveBack, takeMemory } from '../http/page-memory.ts';
import type { Page } from './pages.ts';

/** What follows the rows of a page, its cursor among it, is hardly ever longer. */
const ROOM = 400;
const COMMA = 0x2c;
const BEFORE = '{"data":[';

/** The answer up to the last of its rows, with room behind `end` for the rest: nobody has to copy it in order to add that. */
export type RowBytes = { memory: ArrayBuffer; end: number };

/** Row by row, for most are ASCII: as one text a single letter that is not would make all of it slow. */
export function writeRows(rows: readonly string[]): RowBytes {
  const length = rows.reduce((sum, row) => sum + Buffer.byteLength(row) + 1, BEFORE.length);
  const memory = takeMemory(length + ROOM);
  const bytes = Buffer.from(memory);
  let end = bytes.write(BEFORE);
  for (const [at, row] of rows.entries()) {
    if (at > 0) bytes[end++] = COMMA;
    end += bytes.write(row, end);
  }
  return { memory, end };
}

/** The whole answer. Its memory is used again as soon as it was sent. */
export function endPage({ memory, end }: RowBytes, facts: Omit<Page<never>, 'data'>): JsonText {
  const rest = `],${JSON.stringify(facts).slice(1)}`;
  const bytes = Buffer.from(memory);
  if (end + Buffer.byteLength(rest) > bytes.length)
    return new JsonText(Buffer.concat([bytes.subarray(0, end), Buffer.from(rest)]));
  return new JsonText(bytes.subarray(0, end + bytes.write(rest, end)), () => giveBack(memory));
}
