import { z } from 'zod';
import { suppressionReason } from '#shared/schema/words.ts';
import { contactChange } from '../contacts/contacts.ts';
import { type ReadDb, type Sql, sql, type WriteDb } from '../db/db.ts';
import { listChange } from '../lists/lists.ts';

const suppression = z.object({ reason: suppressionReason, evidence: z.string() });

/** What a slice changed of what was there before. */
export const sliceChanges = z.object({
  contacts: z.array(contactChange),
  list: listChange,
  /** Tags and who of those that were there before got them. */
  tags: z.array(z.tuple([z.number(), z.array(z.number())])),
  suppressions: z.array(z.object({ key: z.string(), before: suppression.nullable(), after: suppression })),
});
export type SliceChanges = z.infer<typeof sliceChanges>;

export type JournalSlice = {
  seq: number;
  firstContact: number;
  lastContact: number;
  firstEvent: number;
  lastEvent: number;
  met: number[];
  changes: SliceChanges;
};

const made = z.object({ lists: z.array(z.number()), fields: z.array(z.string()), tags: z.array(z.number()) });
/** The list, fields (by public id) and tags that an import made. */
export type Made = z.infer<typeof made>;

const ids = z.array(z.number());
const parseMade = (text: string | undefined): Made => made.parse(JSON.parse(text ?? ''));

export function insertSlice(db: WriteDb, { importId, slice }: { importId: number; slice: JournalSlice }): void {
  db.run(
    sql`/* imports.journal */ INSERT INTO import_slices
      (import_id, seq, first_contact, last_contact, first_event, last_event, met, changes)
      VALUES (${importId}, ${slice.seq}, ${slice.firstContact}, ${slice.lastContact}, ${slice.firstEvent}, ${slice.lastEvent},
        ${JSON.stringify(slice.met)}, ${JSON.stringify(slice.changes)})`,
  );
}

type Row = Omit<JournalSlice, 'met' | 'changes'> & { met: string; changes: string };

/** The last slice that is not undone yet. */
export function lastSlice(db: ReadDb, importId: number): JournalSlice | null {
  const row = db.get<Row>(
    sql`/* imports.last-slice */ SELECT seq, first_contact AS firstContact, last_contact AS lastContact, first_event AS firstEvent,
        last_event AS lastEvent, met, changes
      FROM import_slices WHERE import_id = ${importId} ORDER BY seq DESC LIMIT 1`,
  );
  return row ? { ...row, met: ids.parse(JSON.parse(row.met)), changes: sliceChanges.parse(JSON.parse(row.changes)) } : null;
}

/** A part of a slice is undone: its newest people from `from` on are gone. */
export const shortenSlice = (db: WriteDb, { importId, seq, from }: { importId: number; seq: number; from: number }): void =>
  void db.run(
    sql`/* imports.shorten-slice */ UPDATE import_slices SET last_contact = ${from - 1} WHERE import_id = ${importId} AND seq = ${seq}`,
  );

export function deleteSlice(db: WriteDb, { importId, seq }: { importId: number; seq: number }): void {
  db.run(sql`/* imports.delete-slice */ DELETE FROM import_slices WHERE import_id = ${importId} AND seq = ${seq}`);
  db.run(sql`/* imports.count-undone */ UPDATE imports SET slices_undone = slices_undone + 1 WHERE id = ${importId}`);
}

/** Of each slice whom it made and whom it met, for an import that goes on: they would be repeats now. */
export function* peopleOf(db: ReadDb, importId: number): Generator<{ first: number; last: number; met: number[] }> {
  const rows = db.iterate<{ first: number; last: number; met: string }>(
    sql`/* imports.people */ SELECT first_contact AS first, last_contact AS last, met FROM import_slices WHERE import_id = ${importId}`,
  );
  for (const row of rows) yield { ...row, met: ids.parse(JSON.parse(row.met)) };
}

/** Imports that found somebody there before, after a time; the newest first. What is undone is not told of any more. */
export const importsThatChanged = (
  db: ReadDb,
  { since }: { since: number },
): { importId: number; fileName: string; at: number; slices: number }[] =>
  db.all(
    sql`/* imports.that-changed */ SELECT id AS importId, file_name AS fileName, started_at AS at, slices FROM imports
      WHERE started_at > ${since} AND updated > 0 AND undo <> 'undone' ORDER BY started_at DESC`,
  );

/** Of some slices of an import what they changed, where a person is among those whom they met. */
export const changesMeeting = (
  db: ReadDb,
  { importId, from, to, contactId }: { importId: number; from: number; to: number; contactId: number },
): { seq: number; changes: SliceChanges }[] =>
  db
    .all<{ seq: number; changes: string }>(
      sql`/* imports.meeting */ SELECT seq, changes FROM import_slices WHERE import_id = ${importId} AND seq >= ${from} AND seq < ${to}
        AND (instr(met, ${`,${contactId},`}) OR met = ${`[${contactId}]`}
          OR substr(met, 1, ${`[${contactId},`.length}) = ${`[${contactId},`} OR substr(met, -${`,${contactId}]`.length}) = ${`,${contactId}]`})`,
    )
    .map(({ seq, changes }) => ({ seq, changes: sliceChanges.parse(JSON.parse(changes)) }));

export const addImportTag = (db: WriteDb, { importId, tagId }: { importId: number; tagId: number }): void =>
  void db.run(sql`/* imports.tag */ INSERT OR IGNORE INTO import_tags (import_id, tag_id) VALUES (${importId}, ${tagId})`);

export const importTags = (db: ReadDb, importId: number): number[] =>
  db
    .all<{ id: number }>(sql`/* imports.tags */ SELECT tag_id AS id FROM import_tags WHERE import_id = ${importId}`)
    .map(({ id }) => id);

export const madeBy = (db: ReadDb, importId: number): Made =>
  parseMade(db.value<string>(sql`/* imports.made */ SELECT made FROM imports WHERE id = ${importId}`));

export const setMade = (db: WriteDb, { importId, made }: { importId: number; made: Made }): void =>
  void db.run(sql`/* imports.set-made */ UPDATE imports SET made = ${JSON.stringify(made)} WHERE id = ${importId}`);

/** The contacts of an import, a SELECT of their ids: those that it made and those of its rows that were there before. */
export const importedContacts = (importId: string): Sql =>
  sql`SELECT c.id FROM imports i JOIN import_slices s ON s.import_id = i.id
        CROSS JOIN contacts c ON c.id BETWEEN s.first_contact AND s.last_contact AND c.created_at = i.started_at
      WHERE i.public_id = ${importId}
    UNION SELECT c.id FROM imports i JOIN import_slices s ON s.import_id = i.id JOIN json_each(s.met) j
        CROSS JOIN contacts c ON c.id = j.value AND c.created_at <= i.started_at WHERE i.public_id = ${importId}`;
