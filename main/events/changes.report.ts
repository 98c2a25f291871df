import { inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { type ReadDb, type Sql, sql, sqlJoin } from '../db/db.ts';
import { type EventFilter, type FeedEvent, type Place, publicIdOf } from './told.ts';

/**
 * What was changed of many people at once, as a stream: one row for each slice of an import or a bulk edit says in which order
 * that was done, and what it changed is read from what that keeps for its undo. Within a slice by whom it is about.
 */

const value = z.union([z.string(), z.number(), z.boolean()]).nullable();
const words = z.tuple([z.string(), z.string()]);
const change = z.object({
  id: z.number(),
  firstName: words.optional(),
  lastName: words.optional(),
  fields: z.record(z.string(), z.tuple([value, value])).optional(),
});
/** What became of one person, each before and after. */
export type Change = z.infer<typeof change>;

/** What a bulk edit keeps of a value that it wrote to many, as JSON texts. */
const written = z.object({
  key: z.string(),
  written: z.string().nullable(),
  rows: z.array(z.tuple([z.number(), z.string().nullable()]).rest(z.unknown())),
});

export type Slice = { id: number; at: number };
type Range = { after: number; before: number; newestFirst: boolean; limit: number };

/** Told of whom, before each of them is looked at. */
const changes = z.array(z.looseObject({ id: z.number() }));
const imported = z.object({ contacts: changes });

/** Some of the changes of a slice, in the order of the people. */
export function changesIn(db: ReadDb, sliceId: number, range: Range): Change[] {
  const row = db.get<{ told: string | null; imported: string | null; image: Buffer | null }>(sql`/* events.change-slice */
    SELECT x.told, i.changes AS imported, b.image FROM change_slices x
      LEFT JOIN import_slices i ON i.import_id = x.import_id AND i.seq = x.seq AND x.told IS NULL
      LEFT JOIN bulk_slices b ON b.id = x.bulk_slice_id AND x.told IS NULL
    WHERE x.id = ${sliceId}`);
  if (row?.told) return chosen(changes.parse(JSON.parse(row.told)), range).map((one) => change.parse(one));
  if (row?.imported) return chosen(imported.parse(JSON.parse(row.imported)).contacts, range).map((one) => change.parse(one));
  return row?.image ? ofBulkEdit(row.image, range) : [];
}

const chosen = <One extends { id: number }>(all: readonly One[], { after, before, newestFirst, limit }: Range): One[] =>
  all
    .filter(({ id }) => id > after && id < before)
    .sort((one, other) => (newestFirst ? other.id - one.id : one.id - other.id))
    .slice(0, limit);

function ofBulkEdit(image: Buffer, range: Range): Change[] {
  const kept = written.parse(JSON.parse(inflateRawSync(image).toString()));
  const read = (text: string | null) => (text === null ? null : value.parse(JSON.parse(text)));
  const rows = kept.rows.map(([id, had]) => ({ id, had }));
  return chosen(rows, range).map(({ id, had }) => ({ id, fields: { [kept.key]: [read(had), read(kept.written)] } }));
}

/** Slices after one, oldest first. */
export const slicesAfter = (db: ReadDb, { after, limit }: { after: number; limit: number }): Slice[] =>
  db.all(sql`/* events.slices-after */ SELECT id, at FROM change_slices WHERE id > ${after} ORDER BY id LIMIT ${limit}`);

export const newestSlice = (db: ReadDb): number =>
  db.value<number | null>(sql`/* events.newest-slice */ SELECT max(id) FROM change_slices`) ?? 0;

/** Whom an import met stands in front of what it changed: so most of what is about others is not read. */
const met = (
  contactId: number,
): Sql => sql`EXISTS (SELECT 1 FROM import_slices i WHERE i.import_id = x.import_id AND i.seq = x.seq
  AND (instr(i.met, ${`,${contactId},`}) OR i.met = ${`[${contactId}]`} OR substr(i.met, 1, ${`[${contactId},`.length}) = ${`[${contactId},`}
    OR substr(i.met, -${`,${contactId}]`.length}) = ${`,${contactId}]`}))`;

/** Slices up to one in which something may be that is asked for, newest first. */
export function slicesBefore(filter: EventFilter, { upTo, limit }: { upTo: number; limit: number }): Sql {
  const rules = [sql`x.id <= ${upTo}`];
  if (filter.since !== undefined) rules.push(sql`x.at >= ${filter.since}`);
  if (filter.until !== undefined) rules.push(sql`x.at < ${filter.until}`);
  if (filter.contactId !== undefined)
    rules.push(sql`(instr(x.told, ${`"id":${filter.contactId},`}) OR ${met(filter.contactId)} OR EXISTS (SELECT 1 FROM bulk_slices b
      WHERE b.id = x.bulk_slice_id AND ${filter.contactId} BETWEEN b.first_contact AND b.last_contact))`);
  return sql`/* events.slices-before */ SELECT x.id, x.at FROM change_slices x WHERE ${sqlJoin(rules, ' AND ')}
    ORDER BY x.id DESC LIMIT ${limit}`;
}

type Person = { id: number; publicId: string; email: string; at: number };

/** In the order of the places given; nothing of who is gone by now. */
export function changeEvents(db: ReadDb, places: readonly Place[]): FeedEvent[] {
  const bySlice = Map.groupBy(places, ({ at }) => at);
  return [...bySlice].flatMap(([slice, some]) => {
    const ids = some.map(({ id }) => id);
    const range = {
      after: Math.min(...ids) - 1,
      before: Math.max(...ids) + 1,
      newestFirst: false,
      limit: Number.MAX_SAFE_INTEGER,
    };
    const found = new Map(changesIn(db, slice, range).map((one) => [one.id, one]));
    const people = db.all<Person>(sql`/* events.changed */ SELECT c.id, c.public_id AS publicId, c.email,
        (SELECT at FROM change_slices WHERE id = ${slice}) AS at
      FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN contacts c ON c.id = j.value ORDER BY j.key`);
    return people.flatMap((person) => {
      const changed = found.get(person.id);
      return changed ? [told(slice, person, changed)] : [];
    });
  });
}

function told(slice: number, { at, ...contact }: Person, { id, ...data }: Change): FeedEvent {
  return {
    stream: 'changed',
    place: { at: slice, id },
    publicId: publicIdOf({ stream: 'changed', id, at: slice }),
    name: 'changed',
    at,
    contact,
    membership: null,
    sendPublicId: null,
    campaignPublicId: null,
    url: null,
    data,
  };
}
