import { z } from 'zod';
import { count, id, time, withId } from '../schema/shapes.ts';
import { fieldType, membershipStatus } from '../schema/words.ts';
import { call, stream } from './contract.ts';

/** A file on this computer: by its path on the desktop, by the id of an upload in browser mode. */
const fileSource = z.union([z.object({ path: z.string().min(1) }), z.object({ upload: id })]);
export type FileSource = z.infer<typeof fileSource>;

const encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
const delimiter = z.enum([',', ';', '\t', '|']);

/** How the bytes of a file are read. */
const reading = z.object({ encoding, delimiter, header: z.boolean() });
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
  z.object({ to: z.literal('consentAt') }),
]);
export type Target = z.infer<typeof target>;

const preview = z.object({
  fileName: z.string(),
  bytes: count,
  /** Exact for small files, an estimate from the bytes looked at for large ones. */
  rows: count,
  rowsExact: z.boolean(),
  reading,
  columns: z.array(z.object({ name: z.string(), guess: target })),
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
});
export type ImportOptions = z.infer<typeof importOptions>;

export const importState = z.enum(['running', 'finished', 'cancelled', 'failed', 'interrupted']);

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
  bytesRead: count,
  startedAt: time,
  finishedAt: time.nullable(),
});
export type ImportResult = z.infer<typeof importResult>;

const reject = z.object({ line: z.number().int(), reason: z.string(), cells: z.array(z.string()) });

export const importsRpc = {
  preview: call(z.object({ file: fileSource, reading: reading.optional() }), preview),
  start: call(z.object({ file: fileSource, options: importOptions }), withId),
  watch: stream(withId, importResult),
  cancel: call(withId, z.object({})),
  all: call(z.object({}), z.array(importResult)),
  get: call(withId, importResult),
  rejects: call(
    withId.extend({ offset: count.default(0), limit: z.number().int().min(1).max(1000).default(100) }),
    z.object({ rows: z.array(reject), total: count }),
  ),
  /** All rejected rows as a CSV file: the columns of the original, then line and reason. */
  rejectsFile: call(withId, z.object({ fileName: z.string(), text: z.string() })),
};
