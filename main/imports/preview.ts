import { open, stat } from 'node:fs/promises';
import type { Preview, Reading, Target } from '#shared/rpc/imports.ts';
import { invalid, notFound } from '../base/errors.ts';
import { rowsAbove } from './above.ts';
import { detectFormat } from './detect.ts';
import { guessColumns } from './guess.ts';
import { knownTool } from './known-tools.ts';
import { lookInto } from './look.ts';
import { lookAhead } from './outlook.ts';
import type { Column, KnownField, PreviewJob } from './ports.ts';
import { sheetsOf } from './reading/reading.ts';
import { recalled, shapeOf } from './shape.ts';
import { sniffReading, startsWithPerson } from './sniff.ts';

/** As much is looked at as can be without anybody waiting; what is smaller is counted exactly. */
const LOOKED_AT_BYTES = 1024 * 1024;
const SAMPLE_ROWS = 20;
/** Rows that a guess rests on. */
const GUESSED_FROM = 500;
const SHOWN_OF_CELL = 500;

/** Opens a file and says how it is read, what its columns may become, and what would become of its first rows. */
export async function previewFile({
  path,
  fileName,
  reading: wanted,
  fields,
  choices = {},
  shapes = [],
}: PreviewJob): Promise<Preview> {
  const { head, bytes } = await readHead(path);
  const reading = await readingOf({ path, head, bytes, wanted });
  const looked = await lookInto({ path, reading, head, bytes });
  const { records, header, share } = looked;
  const sound = records.slice(0, GUESSED_FROM).filter((record) => record.problem === null);
  const cells = sound.map((record) => record.cells);
  const guesses = guessColumns({ header, rows: cells, fields });
  const shape = shapeOf(namesOf(header, guesses.length), reading);
  const remembered = recalled(shapes, { shape, fields, width: guesses.length });
  const columns = guesses.map((guess, index) => ({
    name: columnName(header[index], index),
    guess: remembered?.mapping[index] ?? guess,
    empty: cells.every((row) => (row[index] ?? '').trim() === ''),
  }));
  const tool = knownTool(header);
  const mapping = choices.mapping?.length === columns.length ? choices.mapping : columns.map(({ guess }) => guess);
  const { outlook, problems } = lookAhead(records, {
    columns: mapping.map(asColumn(fields)),
    choices,
    words: tool?.words ?? {},
  });
  return {
    fileName,
    bytes,
    rows: share === 1 ? records.length : Math.round(records.length / Math.max(share, 0.000_001)),
    rowsExact: share === 1,
    reading,
    sheets: await sheetsOf(path, reading),
    tool: tool?.name ?? null,
    rememberedFrom: remembered?.usedAt ?? null,
    notes: looked.notes,
    columns,
    outlook,
    sample: records.slice(0, SAMPLE_ROWS).map(({ line, cells: row }, index) => ({
      line,
      cells: row.map((cell) => cell.slice(0, SHOWN_OF_CELL)),
      problem: problems[index] ?? null,
    })),
  };
}

/** The names of a file's columns, as a file of rejects repeats them. */
export async function columnNames(path: string, wanted: Reading): Promise<string[]> {
  const { head, bytes } = await readHead(path);
  // As it was decided: nothing is found out anew.
  const reading = await readingOf({ path, head, bytes, wanted: { ...wanted, skip: wanted.skip ?? 0 } });
  const { header, records } = await lookInto({ path, reading, head, bytes });
  return namesOf(header, header.length || (records[0]?.cells.length ?? 0));
}

const namesOf = (header: readonly string[], width: number): string[] =>
  Array.from({ length: width }, (_, index) => columnName(header[index], index));

const columnName = (header: string | undefined, index: number): string => header || `Column ${index + 1}`;

type Given = { path: string; head: Uint8Array; bytes: number; wanted: Reading | undefined };

/** How a file is read: what it is shows in it, the rest as a person has corrected it or as it looks. */
async function readingOf({ path, head, bytes, wanted }: Given): Promise<Reading> {
  const format = await detectFormat(path, head);
  if (format === 'text' || format === 'vcard')
    return await sniffReading({ path, head, whole: bytes <= head.length, format, wanted });
  const usual: Reading = { format, encoding: 'utf-8', delimiter: ',', header: true };
  const sheet = wanted?.sheet === undefined ? {} : { sheet: wanted.sheet };
  if (wanted?.skip !== undefined) return { ...usual, ...sheet, skip: wanted.skip, header: wanted.header };
  const looked = await lookInto({ path, reading: { ...usual, ...sheet, header: false }, head, bytes });
  const skip = rowsAbove(looked.records);
  return { ...usual, ...sheet, skip, header: wanted?.header ?? !startsWithPerson(looked.records.slice(skip)) };
}

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

/** A target as it would be imported, so that the outlook shows what would be rejected. */
const asColumn =
  (fields: readonly KnownField[]) =>
  (target: Target): Column => {
    if (target.to === 'newField') return { to: 'field', key: target.label, label: target.label, type: target.type };
    if (target.to !== 'field') return target;
    const field = fields.find((known) => known.key === target.key);
    return field ? { to: 'field', ...field } : { to: 'nothing' };
  };
