import { type ReadDb, type Sql, sql, sqlJoin } from '../db/db.ts';
import { type EventFilter, type FeedEvent, type Place, publicIdOf } from './told.ts';

/**
 * The ledger as streams: what was accepted, what of it nothing came back of, and what was refused. A row for each of these in
 * the event log would cost every message that is sent; here only what is asked for is read, in the order in which it was settled.
 */
export type LedgerStream = 'sent' | 'delivered' | 'refused';

/** So long after it was accepted a message counts as delivered, unless it has bounced until then. */
export const QUIET_MS = 15 * 60_000;

const left = sql`m.status = 'accepted' AND m.kind <> 'test' AND m.reason = '' AND m.settled_at IS NOT NULL`;
const refused = sql`m.status = 'refused' AND m.kind <> 'test' AND m.settled_at IS NOT NULL`;
const bounced = (until: Sql) => sql`EXISTS (SELECT 1 FROM events b WHERE b.message_id = m.id AND b.name = 'bounced'${until})`;

const streams = {
  sent: { name: 'accepted', later: 0, index: sql`messages_left`, rules: left },
  delivered: {
    name: 'delivered',
    later: QUIET_MS,
    index: sql`messages_left`,
    rules: sql`${left} AND NOT ${bounced(sql` AND b.at <= m.settled_at + ${QUIET_MS}`)}`,
  },
  // A bounce that came back, and decided it, is in the event log.
  refused: { name: 'refused', later: 0, index: sql`messages_refused`, rules: sql`${refused} AND NOT ${bounced(sql``)}` },
} as const;

type Key = { id: number; at: number };

/** What is past at `now` and comes after a place, oldest first. What is settled in this very millisecond may not be all. */
export const ledgerKeysAfter = (
  db: ReadDb,
  { stream, after, now, limit }: { stream: LedgerStream; after: Place; now: number; limit: number },
): Key[] => {
  const { index, rules, later } = streams[stream];
  return db.all<Key>(sql`/* events.ledger-after */ SELECT m.id, m.settled_at AS at FROM messages m INDEXED BY ${index}
    WHERE ${rules} AND (m.settled_at, m.id) > (${after.at}, ${after.id}) AND m.settled_at < ${now - later}
    ORDER BY m.settled_at, m.id LIMIT ${limit}`);
};

/** So long after a send is over nothing of it is settled any more, even what was in the air when it was cancelled. */
const LATE_MS = 24 * 60 * 60_000;

/**
 * What is past at `now` and comes before a place, newest first: one range of the index, bounded at both ends. Of one person
 * by their messages, which are few.
 */
export function ledgerKeysBefore(
  filter: EventFilter,
  { stream, before, now, limit }: { stream: LedgerStream; before: Place; now: number; limit: number },
): Sql {
  const { index, rules: known, later } = streams[stream];
  const ends = [before.at, now - later + 1, ...(filter.until === undefined ? [] : [filter.until - later])];
  const at = Math.min(...ends);
  const top = sql`(${at}, ${at === before.at ? before.id : 0})`;
  const rules = [known];
  if (filter.since !== undefined) rules.push(sql`m.settled_at >= ${filter.since - later}`);
  if (filter.contactId !== undefined) rules.push(sql`m.contact_id = ${filter.contactId}`);
  if (filter.sendId !== undefined) rules.push(sql`m.send_id = ${filter.sendId}`);
  if (filter.campaign === undefined) rules.push(sql`(m.settled_at, m.id) < ${top}`);
  else {
    const ofCampaign = sql`FROM sends WHERE campaign_id = ${filter.campaign.id}`;
    rules.push(
      sql`m.send_id IN (SELECT id ${ofCampaign})`,
      sql`m.settled_at >= (SELECT min(started_at) ${ofCampaign})`,
      sql`(m.settled_at, m.id) < (min(${at}, (SELECT max(coalesce(finished_at, ${now})) ${ofCampaign}) + ${LATE_MS}),
        ${Number.MAX_SAFE_INTEGER})`,
      sql`(m.settled_at, m.id) < ${top}`,
    );
  }
  const by = filter.contactId === undefined ? index : sql`messages_by_contact`;
  return sql`/* events.ledger-before */ SELECT m.id, m.settled_at AS at FROM messages m INDEXED BY ${by}
    WHERE ${sqlJoin(rules, ' AND ')} ORDER BY m.settled_at DESC, m.id DESC LIMIT ${limit}`;
}

type Row = {
  id: number;
  settledAt: number;
  email: string;
  reason: string;
  reply: string;
  contactId: number | null;
  contactPublicId: string | null;
  sendPublicId: string | null;
  campaignPublicId: string | null;
};

/** Those of the keys that are still so, in their order. */
export function ledgerEvents(db: ReadDb, { stream, keys }: { stream: LedgerStream; keys: readonly Key[] }): FeedEvent[] {
  const { name, later, rules } = streams[stream];
  const ids = JSON.stringify(keys.map(({ id }) => id));
  const rows = db.all<Row>(sql`/* events.ledger */ SELECT m.id, m.settled_at AS settledAt, m.email, m.reason, m.reply,
      m.contact_id AS contactId, c.public_id AS contactPublicId, s.public_id AS sendPublicId, k.public_id AS campaignPublicId
    FROM json_each(${ids}) j CROSS JOIN messages m ON m.id = j.value LEFT JOIN contacts c ON c.id = m.contact_id
      LEFT JOIN sends s ON s.id = m.send_id LEFT JOIN campaigns k ON k.id = s.campaign_id
    WHERE ${rules} ORDER BY j.key`);
  return rows.map((row) => ({
    stream,
    place: { at: row.settledAt, id: row.id },
    publicId: publicIdOf({ stream, id: row.id, at: row.settledAt }),
    name,
    at: row.settledAt + later,
    contact:
      row.contactId !== null && row.contactPublicId !== null
        ? { id: row.contactId, publicId: row.contactPublicId, email: row.email }
        : null,
    membership: null,
    sendPublicId: row.sendPublicId,
    campaignPublicId: row.campaignPublicId,
    url: null,
    data: stream === 'refused' ? { permanent: row.reason === 'bounced', reason: row.reason, words: row.reply } : {},
  }));
}
