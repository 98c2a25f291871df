import { z } from 'zod';
import { type ReadDb, type Sql, sql, sqlJoin, sqlList } from '../db/db.ts';
import { type EventFilter, type FeedEvent, publicIdOf } from './told.ts';

/** The event log as a stream: in the order of its ids. */

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

const facts = z.record(z.string(), z.unknown());
/** A name of which there are no more than this is found by its index, others by walking back through the log. */
const FEW = 20_000;

/** What becomes of a campaign before there is a send of it. */
const ofCampaigns = ['campaign.created', 'campaign.scheduled', 'campaign.cancelled'];

const selected = sql`SELECT e.id, e.name, e.at, c.id AS contactId, c.public_id AS contactPublicId, c.email,
  s.public_id AS sendPublicId, l.url, e.data,
  coalesce(k.public_id, iif(e.name IN ${sqlList(ofCampaigns)}, e.data ->> 'campaign', NULL)) AS campaignPublicId
  FROM events e LEFT JOIN contacts c ON c.id = iif(e.name = 'restored', e.data ->> 'contact', e.contact_id)
  LEFT JOIN sends s ON s.id = e.send_id
  LEFT JOIN campaigns k ON k.id = s.campaign_id LEFT JOIN links l ON l.id = e.link_id`;

export const factsByIds = (db: ReadDb, ids: readonly number[]): FeedEvent[] =>
  db
    .all<Row>(sql`/* events.by-ids */ ${selected}
      WHERE e.id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) ORDER BY e.id DESC`)
    .map(told);

/** Among the ids up to `upTo` those after one whose name is wanted, oldest first. */
export const factsAfter = (
  db: ReadDb,
  of: { after: number; upTo: number; names: readonly string[]; limit: number },
): FeedEvent[] =>
  db
    .all<Row>(sql`/* events.after */ ${selected}
      WHERE e.id > ${of.after} AND e.id <= ${of.upTo} AND e.name IN ${sqlList(of.names)} ORDER BY e.id LIMIT ${of.limit}`)
    .map(told);

/** Ids of facts, newest first. */
export function factIds(filter: EventFilter, range: { before: number; from: number; limit: number }): Sql {
  const rules = [sql`id < ${range.before}`, sql`id >= ${range.from}`, sql`name IN ${sqlList(filter.names)}`];
  if (filter.since !== undefined) rules.push(sql`at >= ${filter.since}`);
  if (filter.until !== undefined) rules.push(sql`at < ${filter.until}`);
  if (filter.contactId !== undefined) rules.push(sql`contact_id = ${filter.contactId}`);
  if (filter.sendId !== undefined) rules.push(sql`send_id = ${filter.sendId}`);
  if (filter.campaign !== undefined)
    rules.push(sql`(send_id IN (SELECT id FROM sends WHERE campaign_id = ${filter.campaign.id}) OR id IN (
      SELECT id FROM events INDEXED BY events_of_nobody WHERE contact_id IS NULL AND name IN ${sqlList(ofCampaigns)}
        AND data ->> 'campaign' = ${filter.campaign.publicId}))`);
  return sql`/* events.ids */ SELECT id, at FROM events WHERE ${sqlJoin(rules, ' AND ')} ORDER BY id DESC LIMIT ${range.limit}`;
}

const counted = sql`contact_id IS NOT NULL AND name <> 'subscribed' AND name <> 'unsubscribed'`;
type Named = Pick<EventFilter, 'names' | 'since' | 'until'>;

/** Facts of some names, each found by an index. There is none for joining lists, of which imports tell a million times. */
const byName = ({ names, since, until }: Named): Sql => {
  const named = sql`name IN ${sqlList(names)}`;
  const time = sql`at >= ${since ?? Number.MIN_SAFE_INTEGER} AND at < ${until ?? Number.MAX_SAFE_INTEGER}`;
  const parts = [
    sql`SELECT id, at FROM events INDEXED BY events_by_name WHERE ${named} AND ${counted} AND ${time}`,
    sql`SELECT id, at FROM events INDEXED BY events_of_nobody WHERE ${named} AND contact_id IS NULL AND ${time}`,
  ];
  if (names.includes('unsubscribed'))
    parts.push(sql`SELECT id, at FROM events INDEXED BY events_of_leaving
      WHERE name = 'unsubscribed' AND contact_id IS NOT NULL AND ${time}`);
  return sqlJoin(parts, ' UNION ALL ');
};

/** Whether there are few of these: then each is looked at by its index, wherever in the log it lies. */
export const areFew = (db: ReadDb, named: Named): boolean =>
  !named.names.includes('subscribed') &&
  (db.value<number>(sql`/* events.few */ SELECT count(*) FROM (${byName(named)} LIMIT ${FEW})`) ?? 0) < FEW;

/** Keys of facts of which there are few, newest first. */
export const fewIds = (named: Named, range: { before: number; limit: number }): Sql =>
  sql`/* events.few-ids */ SELECT id, at FROM (${byName(named)}) WHERE id < ${range.before} ORDER BY id DESC LIMIT ${range.limit}`;

export const factById = (db: ReadDb, id: number): FeedEvent | null => {
  const row = db.get<Row>(sql`/* events.one */ ${selected} WHERE e.id = ${id}`);
  return row ? told(row) : null;
};

export const newestFact = (db: ReadDb): number => db.value<number>(sql`/* events.newest */ SELECT max(id) FROM events`) ?? 0;

/** Of whom was taken out of a list, or is in it again, the log says itself where. */
const standing = z.object({ membership: z.string(), listId: z.string() });
const placeIn = (data: Record<string, unknown>): FeedEvent['membership'] => {
  const found = standing.safeParse(data);
  return found.success ? { publicId: found.data.membership, listPublicId: found.data.listId } : null;
};

const told = ({ data: text, ...row }: Row): FeedEvent => withPlace(row, facts.parse(JSON.parse(text)));

const withPlace = (row: Omit<Row, 'data'>, data: Record<string, unknown>): FeedEvent => ({
  stream: 'facts',
  place: { at: 0, id: row.id },
  publicId: publicIdOf({ stream: 'facts', ...row }),
  name: row.name,
  at: row.at,
  contact:
    row.contactId !== null && row.contactPublicId !== null && row.email !== null
      ? { id: row.contactId, publicId: row.contactPublicId, email: row.email }
      : null,
  membership: row.name === 'removed' || row.name === 'restored' ? placeIn(data) : null,
  sendPublicId: row.sendPublicId,
  campaignPublicId: row.campaignPublicId,
  url: row.url,
  data,
});
