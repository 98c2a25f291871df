import type { Reading } from '#shared/rpc/imports.ts';
import { unavailable } from '../base/errors.ts';
import { chunksOf, decoder, newlineOf } from './decode.ts';
import type { ParsedPerson, ParsedSlice, ParseJob, RejectedRow } from './ports.ts';
import { type CsvRecord, isFiller, type RecordReader, recordReader } from './records.ts';
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
  const readRow = rowReader(job);
  let people: ParsedPerson[] = [];
  let rejects: RejectedRow[] = [];
  const take = (record: CsvRecord) => {
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
  for await (bytesRead of recordsOf(job.path, job.reading, take)) {
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

/** Hands each row of a file to `take`, without its header, and yields how many bytes were read so far. */
async function* recordsOf(path: string, reading: Reading, take: (record: CsvRecord) => void): AsyncGenerator<number> {
  const decode = decoder(reading.encoding);
  const emit = withoutHeader(reading, take);
  let records: RecordReader | null = null;
  let bytesRead = 0;
  const read = (text: string) => {
    records ??= recordReader({ delimiter: reading.delimiter, newline: newlineOf(text), emit });
    records.push(text);
  };
  try {
    for await (const chunk of chunksOf(path)) {
      bytesRead += chunk.length;
      read(decode(chunk, false));
      yield bytesRead;
    }
  } catch (error) {
    throw explain(error);
  }
  read(decode(new Uint8Array(), true));
  (records as RecordReader | null)?.end();
  yield bytesRead;
}

/** Passes on the rows that may hold people. */
function withoutHeader({ header }: Pick<Reading, 'header'>, take: (record: CsvRecord) => void): (record: CsvRecord) => void {
  let headerLeft = header;
  return (record) => {
    if (isFiller(record)) return;
    if (!headerLeft) return take(record);
    headerLeft = false;
  };
}

function explain(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return unavailable('imports.file-gone', 'The file is not there any more.', error);
  if (code === 'EACCES' || code === 'EPERM') return unavailable('imports.file-forbidden', 'The file may not be read.', error);
  if (code === 'EISDIR') return unavailable('imports.file-folder', 'This is a folder and not a file.', error);
  if (code === 'EIO') return unavailable('imports.file-io', 'The disk reported an error while the file was read.', error);
  return error;
}
