import { z } from 'zod';
import { count, id, time, withId } from '../schema/shapes.ts';
import { fieldType, membershipStatus, suppressionReason } from '../schema/words.ts';
import { call, stream } from './contract.ts';

/** A file on this computer: by its path on the desktop, by the id of an upload in browser mode. */
export const fileSource = z.union([z.object({ path: z.string().min(1) }), z.object({ upload: id })]);
export type FileSource = z.infer<typeof fileSource>;

/** By the names that TextDecoder knows. */
export const encoding = z.enum([
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'macintosh',
  'windows-1250',
  'iso-8859-2',
  'iso-8859-16',
  'windows-1257',
  'iso-8859-4',
  'windows-1254',
  'windows-1253',
  'iso-8859-7',
  'windows-1251',
  'iso-8859-5',
  'koi8-r',
  'x-mac-cyrillic',
  'shift_jis',
  'gb18030',
]);
export type Encoding = z.infer<typeof encoding>;
const delimiter = z.enum([',', ';', '\t', '|']);
const quote = z.enum(['"', "'"]);
const fileFormat = z.enum(['text', 'xlsx', 'ods', 'vcard']);
export type FileFormat = z.infer<typeof fileFormat>;

/** How the bytes of a file are read. Without a format it is text; encoding, delimiter and quote are of text alone. */
const reading = z.object({
  format: fileFormat.optional(),
  encoding,
  delimiter,
  quote: quote.optional(),
  header: z.boolean(),
  /** Rows above the first that counts: a title, a date. Blank ones are not counted. */
  skip: z.number().int().min(0).max(100).optional(),
  /** The name of the sheet of a workbook; without it the first one that is not hidden. */
  sheet: z.string().max(300).optional(),
});
export type Reading = z.infer<typeof reading>;

/** What a column of the file becomes. */
const target = z.discriminatedUnion('to', [
  z.object({ to: z.literal('nothing') }),
  z.object({ to: z.literal('email') }),
  z.object({ to: z.literal('firstName') }),
  z.object({ to: z.literal('lastName') }),
  /** One column with the whole name. */
  z.object({ to: z.literal('name') }),
  z.object({ to: z.literal('field'), key: z.string() }),
  z.object({ to: z.literal('newField'), label: z.string().min(1).max(80), type: fieldType }),
  z.object({ to: z.literal('tags') }),
  /** Whether the person is subscribed; who is not comes in suppressed. */
  z.object({ to: z.literal('status') }),
  /** Who has anything in it but a no is never mailed again, for this reason: a date of leaving, the text of a bounce. */
  z.object({ to: z.literal('suppressed'), reason: suppressionReason }),
  z.object({ to: z.literal('consentAt') }),
]);
export type Target = z.infer<typeof target>;

/** What a person decides of a file besides how it is read. What is not decided is guessed, or done as it was for the last file of this shape. */
const mappingChoices = z.object({
  mapping: z.array(target).optional(),
  /** Addresses with an obvious slip are taken as they were meant. */
  correctTypos: z.boolean().optional(),
  /** What becomes of addresses that are of an office and not of a person. */
  roles: z.enum(['take', 'reject']).optional(),
});
export type MappingChoices = z.infer<typeof mappingChoices>;

/** What would become of the rows that were looked at. */
const outlook = z.object({
  rows: count,
  /** Rows that would be taken. */
  taken: count,
  /** Among those taken: addresses that an earlier row has too. */
  repeats: count,
  /** Among those taken: who comes in as never to be mailed, by reason. */
  suppressed: z.array(z.object({ reason: suppressionReason, rows: count })),
  /** Among those taken: who is not subscribed yet. */
  pending: count,
  /** Why rows would be rejected, the most frequent reason first; `line` is the first of them. */
  rejects: z.array(z.object({ reason: z.string(), rows: count, line: z.number().int() })),
  /** Addresses with an obvious slip, and how each was meant; the first of them. */
  typos: z.object({ rows: count, shown: z.array(z.object({ line: z.number().int(), from: z.string(), meant: z.string() })) }),
  /** Addresses such as info@ or noreply@, the most frequent first. */
  roles: z.object({ rows: count, shown: z.array(z.object({ name: z.string(), rows: count })) }),
});
export type Outlook = z.infer<typeof outlook>;

const preview = z.object({
  fileName: z.string(),
  bytes: count,
  /** Exact for small files, an estimate from the bytes looked at for large ones. */
  rows: count,
  rowsExact: z.boolean(),
  reading,
  /** The sheets of a workbook that can be read. */
  sheets: z.array(z.string()),
  /** The program whose export this looks like. */
  tool: z.string().nullable(),
  /** When a file of this shape was imported last: its mapping is the guess. */
  rememberedFrom: time.nullable(),
  /** What should be known of the file before it is read: hidden rows, people with several addresses. */
  notes: z.array(z.string()),
  /** `empty`: none of the rows that were looked at has anything in it. */
  columns: z.array(z.object({ name: z.string(), guess: target, empty: z.boolean() })),
  outlook,
  sample: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()), problem: z.string().nullable() })),
});
export type Preview = z.infer<typeof preview>;

export const importOptions = z.object({
  reading,
  mapping: z.array(target),
  list: z.union([z.object({ id }), z.object({ newName: z.string().trim().min(1).max(200) })]),
  existing: z.enum(['skip', 'fill', 'overwrite']).default('fill'),
  /** The status of people whose row says nothing about it. */
  status: membershipStatus.default('subscribed'),
  consentSource: z.string().trim().max(500).default(''),
  tags: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
  correctTypos: mappingChoices.shape.correctTypos,
  roles: mappingChoices.shape.roles,
  /** A person chose what the columns become: the next file of this shape is shown to them so. */
  remember: z.boolean().optional(),
});
export type ImportOptions = z.infer<typeof importOptions>;

export const importState = z.enum(['running', 'finished', 'cancelled', 'failed', 'interrupted']);
/** Whether an import was taken back. */
export const undoState = z.enum(['', 'undoing', 'undone']);

const importResult = z.object({
  id,
  fileName: z.string(),
  bytes: count,
  listId: id.nullable(),
  listName: z.string(),
  state: importState,
  error: z.string(),
  rows: count,
  imported: count,
  updated: count,
  unchanged: count,
  rejected: count,
  /** Among the rows that were taken: those whose address an earlier row of the file has. */
  repeated: count,
  /** People whom the file calls subscribed and who receive nothing, since they had left or are suppressed. */
  keptBack: count,
  /** Among the rows that were taken: those whose address was corrected, and those of an office and not of a person. */
  corrected: count,
  roles: count,
  bytesRead: count,
  startedAt: time,
  finishedAt: time.nullable(),
  undo: undoState,
  undoneAt: time.nullable(),
  /** People who were changed after the import: their later values stayed. */
  undoKept: count,
  /** Parts that were written, and how many of them are taken back: the progress of an undo. */
  slices: count,
  slicesUndone: count,
});
export type ImportResult = z.infer<typeof importResult>;

/** What the rows of a file would come to. */
const outcome = importResult.pick({
  rows: true,
  imported: true,
  updated: true,
  unchanged: true,
  rejected: true,
  repeated: true,
  keptBack: true,
  corrected: true,
  roles: true,
});
export type Outcome = z.infer<typeof outcome>;

/** A file or folder that is watched, and which of its files are new or changed since they were imported or set aside. */
const watched = z.object({
  id,
  path: z.string(),
  /** It is not there at present. */
  missing: z.boolean(),
  /** Whose settings are used again. */
  importId: id,
  fileName: z.string(),
  listName: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: count, changedAt: time })),
});
export type Watched = z.infer<typeof watched>;
const watchedFile = withId.extend({ name: z.string() });

const reject = z.object({ line: z.number().int(), reason: z.string(), cells: z.array(z.string()) });

const warningKind = z.enum(['corrected', 'role']);
export type WarningKind = z.infer<typeof warningKind>;
/** What should be known of a row that was taken; `written` is the address in the file where another one was meant. */
const warning = z.object({ line: z.number().int(), email: z.string(), written: z.string() });
export type ImportWarning = z.infer<typeof warning>;

export const importsRpc = {
  preview: call(mappingChoices.extend({ file: fileSource, reading: reading.optional() }), preview),
  /** Keeps cells that were pasted, as a file that can be imported. */
  paste: call(z.object({ text: z.string().min(1).max(20_000_000) }), fileSource),
  start: call(z.object({ file: fileSource, options: importOptions }), withId),
  watch: stream(withId, importResult),
  cancel: call(withId, z.object({})),
  /** Goes on after an interruption; with a file where the first one is not there any more. It must be the very same. */
  resume: call(withId.extend({ file: fileSource.optional() }), z.object({})),
  /** Takes an import back: see `undo` of its result for how far it is. */
  undo: call(withId, z.object({})),
  /** What an import would come to; nothing is kept. */
  tryOut: call(z.object({ file: fileSource, options: importOptions }), outcome),
  watches: call(z.object({}), z.array(watched)),
  /** Watches a file or folder from now on, with the settings of an import. */
  watchPath: call(z.object({ path: z.string().trim().min(1).max(4000), importId: id }), withId),
  unwatch: call(withId, z.object({})),
  /** What a file that is new or changed would come to. */
  tryWatched: call(watchedFile, outcome),
  startWatched: call(watchedFile, withId),
  /** Not this time: it is shown again when it changes. */
  setAside: call(watchedFile, z.object({})),
  all: call(z.object({}), z.array(importResult)),
  get: call(withId, importResult),
  rejects: call(
    withId.extend({ offset: count.default(0), limit: z.number().int().min(1).max(1000).default(100) }),
    z.object({ rows: z.array(reject), total: count }),
  ),
  /** All rejected rows as a CSV file: the columns of the original, then line and reason. */
  rejectsFile: call(withId, z.object({ fileName: z.string(), text: z.string() })),
  warnings: call(
    withId.extend({ kind: warningKind, offset: count.default(0), limit: z.number().int().min(1).max(1000).default(100) }),
    z.object({ rows: z.array(warning), total: count }),
  ),
  /** All of both kinds as a CSV file. */
  warningsFile: call(withId, z.object({ fileName: z.string(), text: z.string() })),
};
