import type { Reading } from '#shared/rpc/imports.ts';
import { decoder } from './decode.ts';
import { formatOf, recordsOf } from './reading/reading.ts';
import { type CsvRecord, isFiller } from './records.ts';
import { recordsIn } from './sniff.ts';

/** Rows of a workbook that are looked at: about as many as there are in the piece of a text that is. */
const MOST_ROWS = 10_000;

export type Looked = {
  /** Trimmed; empty where the first row is a person. */
  header: string[];
  records: CsvRecord[];
  /** How much of the file was looked at: 1 is all of it. */
  share: number;
  notes: string[];
};

/** The first rows of a file as they will be read. */
export async function lookInto(file: { path: string; reading: Reading; head: Uint8Array; bytes: number }): Promise<Looked> {
  const looked = formatOf(file.reading) === 'text' ? textLook(file) : await otherLook(file);
  const skipped = file.reading.skip ?? 0;
  const above = skipped === 1 ? 'The row' : `The ${skipped} rows`;
  if (skipped > 0) looked.notes.unshift(`${above} above the names of the columns ${skipped === 1 ? 'is' : 'are'} left out.`);
  return looked;
}

/** A text is looked at in the piece that is in memory already. */
function textLook({ reading, head, bytes }: { reading: Reading; head: Uint8Array; bytes: number }): Looked {
  const whole = bytes <= head.length;
  const text = decoder(reading.encoding)(head, whole);
  const { delimiter, quote } = reading;
  const records = recordsIn(text, { delimiter, quote, whole })
    .filter((record) => !isFiller(record))
    .slice(reading.skip ?? 0);
  const header = reading.header ? (records.shift()?.cells ?? []).map((cell) => cell.trim()) : [];
  return { header, records, share: whole || records.length === 0 ? 1 : head.length / bytes, notes: [] };
}

async function otherLook({ path, reading }: { path: string; reading: Reading }): Promise<Looked> {
  const notes: string[] = [];
  const records: CsvRecord[] = [];
  let header: string[] = [];
  const found = recordsOf(
    { path, reading, note: (text) => notes.push(text), most: MOST_ROWS },
    {
      header: (names) => {
        header = names;
      },
      emit: (record) => records.push(record),
    },
  );
  let share = 0;
  for await (share of found) if (records.length >= MOST_ROWS) break;
  return { header, records, share, notes };
}
