import { type ReadDb, type Sql, sql } from '../../db/db.ts';

/** Asked off the main thread, all of them: they look at each event or message of a send. */

export type HourRow = { slot: number; opens: number };
/** Opens by the hour of the week in UTC; 0 is Monday at midnight. The first of January 1970 was a Thursday. */
const slot = sql`(e.at / 3600000 + 72) % 168`;

export const heatmapQuery = (sendId: number): Sql =>
  sql`/* pulsemail.heatmap */ SELECT ${slot} AS slot, count(*) AS opens FROM events e
    WHERE e.send_id = ${sendId} AND e.name = 'opened' GROUP BY 1`;

export type AgentRow = { agent: string; opens: number };
export const agentsQuery = (sendId: number): Sql =>
  sql`/* pulsemail.agents */ SELECT coalesce(data ->> 'agent', '') AS agent, count(*) AS opens FROM events
    WHERE send_id = ${sendId} AND name = 'opened' GROUP BY 1 ORDER BY opens DESC LIMIT 5000`;

export type VisitRow = { name: string; total: number; people: number; firstAt: number; lastAt: number };
export const visitsQuery = (sendId: number): Sql =>
  sql`/* pulsemail.visits */ SELECT name, count(*) AS total, count(DISTINCT coalesce(contact_id, -message_id)) AS people,
      min(at) AS firstAt, max(at) AS lastAt
    FROM events WHERE send_id = ${sendId} AND name IN ('opened', 'clicked') GROUP BY name`;

export type TagRow = { tag: string; recipients: number; opens: number; clicks: number };
export const tagsQuery = (sendId: number): Sql =>
  sql`/* pulsemail.tag-breakdown */ WITH did AS MATERIALIZED (
      SELECT contact_id, max(name = 'opened') AS opened, max(name = 'clicked') AS clicked FROM events
      WHERE send_id = ${sendId} AND name IN ('opened', 'clicked') AND contact_id IS NOT NULL GROUP BY contact_id)
    SELECT t.name AS tag, count(*) AS recipients, count(*) FILTER (WHERE d.opened) AS opens, count(*) FILTER (WHERE d.clicked) AS clicks
    FROM messages m JOIN contact_tags ct ON ct.contact_id = m.contact_id JOIN tags t ON t.id = ct.tag_id
      LEFT JOIN did d ON d.contact_id = m.contact_id
    WHERE m.send_id = ${sendId} AND m.status <> 'skipped' GROUP BY t.id ORDER BY recipients DESC LIMIT 100`;

export type RecipientRow = {
  id: number;
  email: string;
  status: string;
  wire: string;
  reason: string;
  reply: string;
  settledAt: number | null;
  openedAt: number | null;
  clickedAt: number | null;
  subscriber: string | null;
};

const first = (name: string): Sql => sql`(SELECT min(e.at) FROM events e WHERE e.message_id = m.id AND e.name = ${name})`;
const has = (name: string): Sql => sql`EXISTS (SELECT 1 FROM events e WHERE e.message_id = m.id AND e.name = ${name})`;

/** What became of each recipient: the last thing that is known of them. */
const wireStatus = sql`CASE
  WHEN m.status = 'skipped' THEN iif(m.reason = 'cancelled', 'cancelled', 'failed')
  WHEN m.status = 'refused' THEN 'bounced'
  WHEN m.status = 'uncertain' THEN 'sent'
  WHEN m.status <> 'accepted' THEN 'queued'
  WHEN ${has('complained')} THEN 'complained'
  WHEN ${has('unsubscribed')} THEN 'unsubscribed'
  WHEN ${has('bounced')} THEN 'bounced'
  WHEN ${has('clicked')} THEN 'clicked'
  WHEN ${has('opened')} THEN 'opened'
  ELSE 'delivered' END`;

export const recipientsQuery = (asked: {
  sendId: number;
  listId: string | null;
  status: string | null;
  after: number;
  limit: number;
}): Sql =>
  sql`/* pulsemail.recipients */ SELECT m.id, m.email, m.status, m.wire, m.reason, m.reply, m.settled_at AS settledAt,
      ${first('opened')} AS openedAt, ${first('clicked')} AS clickedAt,
      (SELECT x.public_id FROM memberships x JOIN lists l ON l.id = x.list_id WHERE x.contact_id = m.contact_id
        ORDER BY l.public_id = ${asked.listId ?? ''} DESC, x.id LIMIT 1) AS subscriber
    FROM (SELECT m.*, ${wireStatus} AS wire FROM messages m WHERE m.send_id = ${asked.sendId} AND m.id > ${asked.after}) m
    WHERE (${asked.status} IS NULL OR m.wire = ${asked.status}) ORDER BY m.id LIMIT ${asked.limit}`;

export const acceptedBetween = (db: ReadDb, { from, until }: { from: number; until: number }): number =>
  db.value<number>(sql`/* pulsemail.usage-sends */ SELECT coalesce(sum(c.count), 0) FROM sends s JOIN send_counts c ON c.send_id = s.id
    WHERE c.status = 'accepted' AND s.started_at >= ${from} AND s.started_at < ${until}`) ?? 0;

export const importedBetween = (db: ReadDb, { from, until }: { from: number; until: number }): number =>
  db.value<number>(sql`/* pulsemail.usage-imports */ SELECT coalesce(sum(rows), 0) FROM imports
    WHERE started_at >= ${from} AND started_at < ${until}`) ?? 0;

/** Of a million it takes long where they were not read lately. */
export const contactsQuery: Sql = sql`/* pulsemail.usage-contacts */ SELECT count(*) AS count FROM contacts`;
