import { open, stat } from 'node:fs/promises';
import type { Preview, Reading } from '#shared/rpc/imports.ts';
import { invalid, notFound } from '../base/errors.ts';
import { decoder } from './decode.ts';
import { guessColumns } from './guess.ts';
import { notATable } from './not-a-table.ts';
import type { Column, KnownField, PreviewJob } from './ports.ts';
import { type CsvRecord, isFiller } from './records.ts';
import { rowReader } from './rows.ts';
import { recordsIn, sniffDelimiter, sniffEncoding, sniffHeader } from './sniff.ts';

/** As much is looked at as can be without anybody waiting; what is smaller is counted exactly. */
const LOOKED_AT_BYTES = 1024 * 1024;
const SAMPLE_ROWS = 20;
/** Rows that a guess rests on. */
const GUESSED_FROM = 500;

/** Opens a file and says how it is read and what its columns may become. `reading` is what a person corrected. */
export async function previewFile({ path, fileName, reading: wanted, fields }: PreviewJob): Promise<Preview> {
  const { head, bytes } = await readHead(path);
  const other = notATable(head);
  if (other) throw invalid('imports.not-a-table', other);
  const whole = bytes <= head.length;
  const encoding = wanted?.encoding ?? (await sniffEncoding(path, head));
  const text = decoder(encoding)(head, whole);
  const delimiter = wanted?.delimiter ?? sniffDelimiter(text, whole);
  const reading: Reading = { encoding, delimiter, header: wanted?.header ?? sniffHeader(text, delimiter, whole) };

  const records = recordsIn(text, { delimiter, whole }).filter((record) => !isFiller(record));
  const header = reading.header ? (records.shift()?.cells ?? []).map((cell) => cell.trim()) : [];
  const rows = records.slice(0, GUESSED_FROM).filter((record) => record.problem === null);
  const guesses = guessColumns({ header, rows: rows.map((record) => record.cells), fields });
  const seen = whole || records.length === 0 ? bytes : head.length;
  return {
    fileName,
    bytes,
    rows: whole ? records.length : Math.round((records.length * bytes) / seen),
    rowsExact: whole,
    reading,
    columns: guesses.map((guess, index) => ({ name: columnName(header[index], index), guess })),
    sample: sampleOf(records, guesses.map(asColumn(fields))),
  };
}

/** The names of a file's columns, as a file of rejects repeats them. */
export async function columnNames(path: string, reading: Reading): Promise<string[]> {
  const { head, bytes } = await readHead(path);
  const whole = bytes <= head.length;
  const records = recordsIn(decoder(reading.encoding)(head, whole), { delimiter: reading.delimiter, whole });
  const first = records.find((record) => !isFiller(record))?.cells ?? [];
  return first.map((cell, index) => columnName(reading.header ? cell.trim() : '', index));
}

const columnName = (header: string | undefined, index: number): string => header || `Column ${index + 1}`;

async function readHead(path: string): Promise<{ head: Uint8Array; bytes: number }> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? notFound('imports.file-gone', 'This file is not there.') : error;
  });
  if (!facts.isFile()) throw invalid('imports.not-a-file', 'This is not a file.');
  const file = await open(path, 'r');
  try {
    const memory = Buffer.alloc(Math.min(LOOKED_AT_BYTES, facts.size));
    const { bytesRead } = await file.read(memory, 0, memory.length, 0);
    return { head: memory.subarray(0, bytesRead), bytes: facts.size };
  } finally {
    await file.close();
  }
}

function sampleOf(records: readonly CsvRecord[], columns: Column[]): Preview['sample'] {
  const read = columns.some((column) => column.to === 'email') ? rowReader({ columns, status: 'subscribed' }) : null;
  return records.slice(0, SAMPLE_ROWS).map((record) => {
    const row = read?.(record);
    const problem = row && 'reject' in row ? row.reject.reason : record.problem;
    return { line: record.line, cells: record.cells.map((cell) => cell.slice(0, 500)), problem };
  });
}

/** A guess as it would be imported, so that the sample shows what would be rejected. */
const asColumn =
  (fields: readonly KnownField[]) =>
  (guess: Preview['columns'][number]['guess']): Column => {
    if (guess.to === 'newField') return { ...guess, to: 'field', key: guess.label };
    if (guess.to !== 'field') return guess;
    const field = fields.find((known) => known.key === guess.key);
    return field ? { to: 'field', key: field.key, label: field.label, type: field.type } : { to: 'nothing' };
  };
