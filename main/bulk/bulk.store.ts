import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { z } from 'zod';
import { type BulkAction, type BulkEdit, bulkAction, bulkState } from '#shared/rpc/bulk.ts';
import { notFound } from '../base/errors.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';
import { wordsOf } from './words.ts';

export type StoredEdit = Omit<BulkEdit, 'words' | 'kind' | 'canUndo'> & { key: number; action: BulkAction };
type State = z.infer<typeof bulkState>;

type Row = Omit<StoredEdit, 'action' | 'state'> & { action: string; state: string };
const parse = (row: Row): StoredEdit => ({
  ...row,
  action: bulkAction.parse(JSON.parse(row.action)),
  state: bulkState.parse(row.state),
});

const columns = sql`id AS key, public_id AS id, action, state, error, people, done, changed, restored, left_alone AS leftAlone,
  started_at AS startedAt, finished_at AS finishedAt, undo_until AS undoUntil FROM bulk_edits`;

export function requireEdit(db: ReadDb, id: string): StoredEdit {
  const row = db.get<Row>(sql`/* bulk.get */ SELECT ${columns} WHERE public_id = ${id}`);
  if (!row) throw notFound('bulk.unknown', 'There is no such bulk edit any more.');
  return parse(row);
}

export const editsOf = (db: ReadDb, { since }: { since: number }): StoredEdit[] =>
  db.all<Row>(sql`/* bulk.recent */ SELECT ${columns} WHERE started_at >= ${since} ORDER BY id DESC LIMIT 100`).map(parse);

/** What a crash cut off. */
export const unfinishedEdits = (db: ReadDb): StoredEdit[] =>
  db.all<Row>(sql`/* bulk.unfinished */ SELECT ${columns} WHERE state IN ('running', 'undoing') ORDER BY id`).map(parse);

export const insertEdit = (
  db: WriteDb,
  row: { publicId: string; action: BulkAction; people: number; now: number; undoUntil: number },
): number =>
  db.run(
    sql`/* bulk.insert */ INSERT INTO bulk_edits (public_id, action, state, people, started_at, undo_until)
      VALUES (${row.publicId}, ${JSON.stringify(row.action)}, 'running', ${row.people}, ${row.now}, ${row.undoUntil})`,
  ).lastId;

export const setPeople = (db: WriteDb, { key, people }: { key: number; people: number }): void =>
  void db.run(sql`/* bulk.people */ UPDATE bulk_edits SET people = ${people} WHERE id = ${key}`);

/** Counts a slice in; in the transaction that changes its people. */
export const addDone = (db: WriteDb, { key, done, changed }: { key: number; done: number; changed: number }): void =>
  void db.run(
    sql`/* bulk.count */ UPDATE bulk_edits SET done = done + ${done}, changed = changed + ${changed} WHERE id = ${key}`,
  );

export const addUndone = (db: WriteDb, { key, restored, left }: { key: number; restored: number; left: number }): void =>
  void db.run(
    sql`/* bulk.count-undo */ UPDATE bulk_edits SET restored = restored + ${restored}, left_alone = left_alone + ${left}
      WHERE id = ${key}`,
  );

export const setState = (
  db: WriteDb,
  { key, state, error = '', now }: { key: number; state: State; error?: string; now: number | null },
): void =>
  void db.run(
    sql`/* bulk.state */ UPDATE bulk_edits SET state = ${state}, error = ${error}, finished_at = ${now} WHERE id = ${key}`,
  );

const packed = (image: unknown): Buffer => deflateRawSync(JSON.stringify(image), { level: 1 });
const unpacked = (image: Buffer): unknown => JSON.parse(inflateRawSync(image).toString());

/** `ids` are in order. */
export const insertSlice = (db: WriteDb, { key, ids, image }: { key: number; ids: readonly number[]; image: unknown }): void =>
  void db.run(
    sql`/* bulk.keep */ INSERT INTO bulk_slices (edit_id, first_contact, last_contact, image)
      VALUES (${key}, ${ids[0] ?? 0}, ${ids.at(-1) ?? 0}, ${packed(image)})`,
  );

/** What was done last, and is undone first. */
export function lastSlice(db: ReadDb, key: number): { id: number; image: unknown } | null {
  const row = db.get<{ id: number; image: Buffer }>(
    sql`/* bulk.last-slice */ SELECT id, image FROM bulk_slices WHERE edit_id = ${key} ORDER BY id DESC LIMIT 1`,
  );
  return row ? { id: row.id, image: unpacked(row.image) } : null;
}

export const hasSlices = (db: ReadDb, key: number): boolean =>
  db.value<number>(sql`/* bulk.has-slices */ SELECT 1 FROM bulk_slices WHERE edit_id = ${key} LIMIT 1`) === 1;

export const deleteSlice = (db: WriteDb, id: number): void =>
  void db.run(sql`/* bulk.forget-slice */ DELETE FROM bulk_slices WHERE id = ${id}`);

/** Slices of edits that nobody can undo any more, some at a time; returns how many went. */
export const deleteOldSlices = (db: WriteDb, { now, limit }: { now: number; limit: number }): number =>
  db.run(
    sql`/* bulk.forget-old */ DELETE FROM bulk_slices WHERE id IN (SELECT s.id FROM bulk_edits e
      JOIN bulk_slices s ON s.edit_id = e.id WHERE e.undo_until < ${now} AND e.state NOT IN ('running', 'undoing') LIMIT ${limit})`,
  ).changes;

/** Edits of which slices are kept, the newest first. */
export const keptEdits = (db: ReadDb): { key: number; action: BulkAction }[] =>
  db
    .all<{ key: number; action: string }>(
      sql`/* bulk.kept */ SELECT id AS key, action FROM bulk_edits e
        WHERE EXISTS (SELECT 1 FROM bulk_slices s WHERE s.edit_id = e.id) ORDER BY id DESC`,
    )
    .map(({ key, action }) => ({ key, action: bulkAction.parse(JSON.parse(action)) }));

/** The one slice of an edit that may know something of a contact: they go up with the ids. */
export function sliceAbout(
  db: ReadDb,
  { key, contactId }: { key: number; contactId: number },
): { id: number; image: unknown } | null {
  const row = db.get<{ id: number; image: Buffer }>(
    sql`/* bulk.about */ SELECT id, image FROM bulk_slices WHERE id = (SELECT id FROM bulk_slices
        WHERE edit_id = ${key} AND first_contact <= ${contactId} ORDER BY first_contact DESC LIMIT 1) AND last_contact >= ${contactId}`,
  );
  return row ? { id: row.id, image: unpacked(row.image) } : null;
}

export const replaceImage = (db: WriteDb, { id, image }: { id: number; image: unknown }): void =>
  void db.run(sql`/* bulk.replace-image */ UPDATE bulk_slices SET image = ${packed(image)} WHERE id = ${id}`);

/** An edit as a screen shows it. */
export const shown = (db: ReadDb, { key, action, ...edit }: StoredEdit, now: number): BulkEdit => ({
  ...edit,
  words: wordsOf(db, action),
  kind: action.kind,
  canUndo: !['running', 'undoing', 'undone'].includes(edit.state) && edit.undoUntil > now && hasSlices(db, key),
});
