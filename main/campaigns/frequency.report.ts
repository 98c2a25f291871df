import { type ReadDb, type Sql, sql } from '../db/db.ts';

/** Not more than so many since then. */
export type Limit = { messages: number; since: number };

/**
 * A SELECT of the ids of those who got as many as the limit allows. Campaigns and automations count; what may have
 * arrived counts as well. Only the sends that were at work since then are looked into, by their index.
 */
export const mailedEnough = ({ messages, since }: Limit): Sql => sql`
  SELECT contact_id AS id FROM (
    SELECT m.contact_id FROM sends s CROSS JOIN messages m ON m.send_id = s.id AND m.status IN ('accepted', 'uncertain')
      WHERE (s.finished_at IS NULL OR s.finished_at >= ${since}) AND m.contact_id IS NOT NULL
        AND coalesce(m.settled_at, m.attempted_at, m.created_at) >= ${since}
    UNION ALL
    SELECT contact_id FROM messages
      WHERE kind = 'automation' AND status = 'accepted' AND settled_at >= ${since} AND contact_id IS NOT NULL
  ) GROUP BY contact_id HAVING count(*) >= ${messages}`;

/** Whether one person got as many; their messages have an index. */
export const gotEnough = (db: ReadDb, { contactId, messages, since }: Limit & { contactId: number }): boolean =>
  (db.value<number>(
    sql`/* campaigns.gotEnough */ SELECT count(*) FROM (SELECT 1 FROM messages WHERE contact_id = ${contactId}
      AND kind IN ('campaign', 'automation') AND status IN ('accepted', 'uncertain')
      AND coalesce(settled_at, attempted_at, created_at) >= ${since} LIMIT ${messages})`,
  ) ?? 0) >= messages;

/** What a send was launched with; null where it says nothing. */
export const capOfSend = (db: ReadDb, sendId: number): string | null =>
  db.value<string | null>(
    sql`/* campaigns.capOfSend */ SELECT content -> '$.audience.frequency' FROM sends WHERE id = ${sendId}`,
  ) ?? null;
