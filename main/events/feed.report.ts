import { z } from 'zod';
import { type ReadDb, type Sql, sql, sqlJoin, sqlList } from '../db/db.ts';

/** A fact of the event log with whom and what it names, as a feed or a webhook tells it. */
export type FeedEvent = {
  /** Grows with each fact; the cursor of a feed. */
  id: number;
  /** For the outside, and for good: an id that is given again after facts were taken back makes another one. */
  publicId: string;
  /** A word of `eventName`, or a custom one. */
  name: string;
  at: number;
  contact: { id: number; publicId: string; email: string } | null;
  sendPublicId: string | null;
  campaignPublicId: string | null;
  /** Of a click. */
  url: string | null;
  data: Record<string, unknown>;
};

export type EventFilter = {
  names?: readonly string[];
  /** Including this moment. */
  since?: number;
  /** Up to this moment, without it. */
  until?: number;
  /** Inner ids, as `requireContact` and the like give them. */
  contactId?: number;
  campaignId?: number;
  sendId?: number;
};

type Row = {
  id: number;
  name: string;
  at: number;
  contactId: number | null;
  contactPublicId: string | null;
  email: string | null;
  sendPublicId: string | null;
  campaignPublicId: string | null;
  url: string | null;
  data: string;
};

/** How far back is looked on the spot; whoever has not found enough by then is answered by a worker. */
const NEAR = 2_000;
const facts = z.record(z.string(), z.unknown());

const selected = sql`SELECT e.id, e.name, e.at, e.contact_id AS contactId, c.public_id AS contactPublicId, c.email,
  s.public_id AS sendPublicId, k.public_id AS campaignPublicId, l.url, e.data
  FROM events e LEFT JOIN contacts c ON c.id = e.contact_id LEFT JOIN sends s ON s.id = e.send_id
  LEFT JOIN campaigns k ON k.id = s.campaign_id LEFT JOIN links l ON l.id = e.link_id`;

/** The facts that follow one, oldest first. */
export const eventsAfter = (db: ReadDb, { after, limit }: { after: number; limit: number }): FeedEvent[] =>
  db.all<Row>(sql`/* events.after */ ${selected} WHERE e.id > ${after} ORDER BY e.id LIMIT ${limit}`).map(told);

/**
 * A page of the feed, newest first. `before` is the `next` of the page before; it stays right while facts are added and
 * removed. What lies far back is looked for off the main thread: `reads` is `workspace.reads`.
 */
export async function pageEvents(
  db: ReadDb,
  options: {
    reads: { rows: <Found>(job: { file: string; query: Sql }) => Promise<Found[]> };
    filter?: EventFilter;
    before?: number | null;
    limit: number;
  },
): Promise<{ events: FeedEvent[]; next: number | null }> {
  const { reads, filter = {}, limit } = options;
  const newest = db.value<number>(sql`/* events.newest */ SELECT max(id) FROM events`) ?? 0;
  const before = Math.min(options.before ?? Number.MAX_SAFE_INTEGER, newest + 1);
  const near = db.all<{ id: number }>(idsOf(filter, { before, from: before - NEAR, limit: limit + 1 }));
  const missing = limit + 1 - near.length;
  const far =
    missing > 0 && before > NEAR
      ? await reads.rows<{ id: number }>({
          file: db.file,
          query: idsOf(filter, { before: before - NEAR, from: 0, limit: missing }),
        })
      : [];
  const ids = [...near, ...far].map(({ id }) => id);
  const shown = ids.slice(0, limit);
  const rows = db.all<Row>(sql`/* events.by-ids */ ${selected}
    WHERE e.id IN (SELECT value FROM json_each(${JSON.stringify(shown)})) ORDER BY e.id DESC`);
  return { events: rows.map(told), next: ids.length > limit ? (shown.at(-1) ?? null) : null };
}

/** The fact with this outer id, or null. */
export function eventByPublicId(db: ReadDb, publicId: string): FeedEvent | null {
  if (!/^[0-9a-z]{16}$/.test(publicId)) return null;
  const id = Number.parseInt(publicId.slice(0, 7), 36);
  const row = db.get<Row>(sql`/* events.one */ ${selected} WHERE e.id = ${id}`);
  const event = row ? told(row) : null;
  return event?.publicId === publicId ? event : null;
}

/** How many there are at most. */
export const estimateEvents = (db: ReadDb): number =>
  db.value<number>(sql`/* events.estimate */ SELECT
    coalesce((SELECT max(id) FROM events) - (SELECT min(id) FROM events) + 1, 0)`) ?? 0;

function idsOf(filter: EventFilter, range: { before: number; from: number; limit: number }): Sql {
  const rules = [sql`id < ${range.before}`, sql`id >= ${range.from}`];
  if (filter.names) rules.push(sql`name IN ${sqlList(filter.names)}`);
  if (filter.since !== undefined) rules.push(sql`at >= ${filter.since}`);
  if (filter.until !== undefined) rules.push(sql`at < ${filter.until}`);
  if (filter.contactId !== undefined) rules.push(sql`contact_id = ${filter.contactId}`);
  if (filter.sendId !== undefined) rules.push(sql`send_id = ${filter.sendId}`);
  if (filter.campaignId !== undefined)
    rules.push(sql`send_id IN (SELECT id FROM sends WHERE campaign_id = ${filter.campaignId})`);
  return sql`/* events.ids */ SELECT id FROM events WHERE ${sqlJoin(rules, ' AND ')} ORDER BY id DESC LIMIT ${range.limit}`;
}

const told = (row: Row): FeedEvent => ({
  id: row.id,
  publicId: row.id.toString(36).padStart(7, '0') + row.at.toString(36).padStart(9, '0'),
  name: row.name,
  at: row.at,
  contact:
    row.contactId !== null && row.contactPublicId !== null && row.email !== null
      ? { id: row.contactId, publicId: row.contactPublicId, email: row.email }
      : null,
  sendPublicId: row.sendPublicId,
  campaignPublicId: row.campaignPublicId,
  url: row.url,
  data: facts.parse(JSON.parse(row.data)),
});
