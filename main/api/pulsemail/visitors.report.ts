import { type ReadDb, type Sql, sql } from '../../db/db.ts';

/** What became of sends after their messages had left, each person once: of many sends at once, off the main thread. */
export type DeedRow = { sendId: number; name: string; people: number };

export const deedsQuery = (sendIds: readonly number[]): Sql =>
  sql`/* pulsemail.deeds */ SELECT send_id AS sendId, name, count(DISTINCT coalesce(contact_id, -message_id)) AS people FROM events
      WHERE send_id IN (SELECT value FROM json_each(${JSON.stringify(sendIds)}))
        AND name IN ('opened', 'clicked', 'unsubscribed', 'complained', 'bounced')
        AND (name <> 'bounced' OR coalesce(data ->> 'permanent', 1) = 1)
      GROUP BY send_id, name`;

export const cancelledQuery = (sendIds: readonly number[]): Sql =>
  sql`/* pulsemail.cancelled */ SELECT send_id AS sendId, 'cancelled' AS name, count(*) AS people FROM messages
      WHERE send_id IN (SELECT value FROM json_each(${JSON.stringify(sendIds)})) AND status = 'skipped' AND reason = 'cancelled'
      GROUP BY send_id`;

export const newestEvent = (db: ReadDb): number =>
  db.value<number | null>(sql`/* pulsemail.newest-event */ SELECT max(id) FROM events`) ?? 0;

/** The sends that something happened to since. */
export const happenedQuery = (after: number): Sql =>
  sql`/* pulsemail.happened */ SELECT DISTINCT send_id AS sendId FROM events WHERE id > ${after} AND send_id IS NOT NULL`;
