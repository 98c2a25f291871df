import { z } from 'zod';
import { type ReadDb, type Sql, sql, sqlJoin } from '../db/db.ts';
import { type EventFilter, type FeedEvent, publicIdOf } from './told.ts';

/** Who came into a list, who is out of one again, and what was changed of one person: as streams, in the order of their ids. */
export type PeopleStream = 'joined' | 'gone' | 'edited';

const changes = z.record(z.string(), z.unknown());
const tables = {
  joined: { from: sql`memberships x`, at: sql`x.created_at` },
  gone: { from: sql`removals x`, at: sql`x.at` },
  edited: { from: sql`contact_edits x`, at: sql`x.at` },
} as const;

/** Ids, newest first. */
export function personIds(
  stream: PeopleStream,
  { filter, before, from, limit }: { filter: EventFilter; before: number; from: number; limit: number },
): Sql {
  const table = tables[stream];
  const rules = [sql`x.id < ${before}`, sql`x.id >= ${from}`];
  if (filter.since !== undefined) rules.push(sql`${table.at} >= ${filter.since}`);
  if (filter.until !== undefined) rules.push(sql`${table.at} < ${filter.until}`);
  // Who is gone is nobody any more.
  if (filter.contactId !== undefined) rules.push(stream === 'gone' ? sql`0` : sql`x.contact_id = ${filter.contactId}`);
  return sql`/* events.person-ids */ SELECT x.id, ${table.at} AS at FROM ${table.from}
    WHERE ${sqlJoin(rules, ' AND ')} ORDER BY x.id DESC LIMIT ${limit}`;
}

/** Ids that come after one, oldest first. */
export const personIdsAfter = (db: ReadDb, of: { stream: PeopleStream; after: number; limit: number }): number[] =>
  db
    .all<{ id: number }>(sql`/* events.person-ids-after */ SELECT x.id FROM ${tables[of.stream].from}
      WHERE x.id > ${of.after} ORDER BY x.id LIMIT ${of.limit}`)
    .map(({ id }) => id);

export const newestOf = (db: ReadDb, stream: PeopleStream): number =>
  db.value<number | null>(sql`/* events.newest-of */ SELECT max(x.id) FROM ${tables[stream].from}`) ?? 0;

type Row = {
  id: number;
  at: number;
  contactId: number | null;
  contactPublicId: string | null;
  email: string | null;
  data: string;
  publicId: string | null;
  listPublicId: string | null;
};

const queries: Record<PeopleStream, (wanted: Sql) => Sql> = {
  joined: (
    wanted,
  ) => sql`/* events.joined */ SELECT m.id, m.created_at AS at, c.id AS contactId, c.public_id AS contactPublicId, c.email,
      json_object('source', m.consent_source) AS data, m.public_id AS publicId, l.public_id AS listPublicId
    FROM ${wanted} CROSS JOIN memberships m ON m.id = j.value JOIN contacts c ON c.id = m.contact_id
      JOIN lists l ON l.id = m.list_id ORDER BY j.key`,
  gone: (
    wanted,
  ) => sql`/* events.gone */ SELECT x.id, x.at, NULL AS contactId, NULL AS contactPublicId, NULL AS email, '{}' AS data,
      x.membership AS publicId, x.list AS listPublicId
    FROM ${wanted} CROSS JOIN removals x ON x.id = j.value ORDER BY j.key`,
  edited: (wanted) => sql`/* events.edited */ SELECT x.id, x.at, c.id AS contactId, c.public_id AS contactPublicId, c.email,
      x.changes AS data, NULL AS publicId, NULL AS listPublicId
    FROM ${wanted} CROSS JOIN contact_edits x ON x.id = j.value JOIN contacts c ON c.id = x.contact_id ORDER BY j.key`,
};
/** What each is called. */
const names: Record<PeopleStream, string> = { joined: 'joined', gone: 'removed', edited: 'edited' };

/** In the order of the ids given. */
export function personEvents(db: ReadDb, { stream, ids }: { stream: PeopleStream; ids: readonly number[] }): FeedEvent[] {
  const rows = db.all<Row>(queries[stream](sql`json_each(${JSON.stringify(ids)}) j`));
  return rows.map((row) => ({
    stream,
    place: { at: 0, id: row.id },
    publicId: publicIdOf({ stream, id: row.id, at: row.at }),
    name: names[stream],
    at: row.at,
    contact:
      row.contactId !== null && row.contactPublicId !== null && row.email !== null
        ? { id: row.contactId, publicId: row.contactPublicId, email: row.email }
        : null,
    membership:
      row.publicId !== null && row.listPublicId !== null ? { publicId: row.publicId, listPublicId: row.listPublicId } : null,
    sendPublicId: null,
    campaignPublicId: null,
    url: null,
    data: changes.parse(JSON.parse(row.data)),
  }));
}
