import { stat } from 'node:fs/promises';
import { knownTool } from './known-tools.ts';
import type { ParsedPerson, ParsedSlice, ParseJob, RejectedRow } from './ports.ts';
import { recordsOf } from './reading/reading.ts';
import type { CsvRecord } from './records.ts';
import { rowReader } from './rows.ts';

/** Rows in a slice: as many as can be written at once without anybody noticing a stutter. */
const SLICE_ROWS = 1000;
/**
 * Rows that are held and put in the order of their addresses before they are handed out. Without that each slice would
 * touch a page of the index for every row of it; with it the time to write 1,000,000 people is halved.
 */
const WINDOW_ROWS = 32 * SLICE_ROWS;
/** The first window is small, so that there is something to write at once. */
const FIRST_WINDOW_ROWS = 2 * SLICE_ROWS;

/** Reads a file row by row, in flat memory. Every row that is not blank is in exactly one slice, taken or rejected. */
export async function* parseRows(job: ParseJob, signal: AbortSignal): AsyncGenerator<ParsedSlice> {
  const { path, reading } = job;
  let readRow = rowReader(job);
  let people: ParsedPerson[] = [];
  let rejects: RejectedRow[] = [];
  const header = (names: string[]) => {
    const words = knownTool(names)?.words;
    if (words) readRow = rowReader({ ...job, words });
  };
  const emit = (record: CsvRecord) => {
    const row = readRow(record);
    if ('person' in row) people.push(row.person);
    else if ('reject' in row) rejects.push(row.reject);
  };
  let from = 0;
  const slices = (to: number) => {
    const ready = inSlices({ people, rejects, from, to });
    people = [];
    rejects = [];
    from = to;
    return ready;
  };
  let bytesRead = 0;
  let window = FIRST_WINDOW_ROWS;
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  for await (const share of recordsOf({ path, reading, note: () => {} }, { header, emit })) {
    bytesRead = Math.round(share * size);
    if (signal.aborted) return;
    if (people.length + rejects.length < window) continue;
    yield* slices(bytesRead);
    window = Math.min(2 * window, WINDOW_ROWS);
  }
  if (!signal.aborted) yield* slices(bytesRead);
}

/** Two rows of one address stay in their order. The bytes are shared out, so that progress is told for each slice. */
function* inSlices(window: { people: ParsedPerson[]; rejects: RejectedRow[]; from: number; to: number }): Generator<ParsedSlice> {
  const { people, rejects, from, to } = window;
  people.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const rows = people.length + rejects.length;
  let done = 0;
  do {
    const some = people.slice(done, done + SLICE_ROWS);
    const others =
      some.length === SLICE_ROWS ? [] : rejects.slice(Math.max(0, done - people.length), done + SLICE_ROWS - people.length);
    done += SLICE_ROWS;
    yield { people: some, rejects: others, bytesRead: Math.round(from + (to - from) * Math.min(1, done / Math.max(1, rows))) };
  } while (done < rows);
}
