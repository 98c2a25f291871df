import { sql, type WriteDb } from '../db/db.ts';

/**
 * Writes down how far the sends at work are, at each tenth that one has reached since it was last looked at. A send's last
 * such fact is what tells which those are, so a restart neither repeats nor forgets one. Says whether any was written.
 */
export const recordProgress = (db: WriteDb, now: number): boolean =>
  db.run(
    sql`/* events.progress */ WITH at_work AS (
      SELECT s.id, s.recipients, (SELECT json_group_object(c.status, c.count) FROM send_counts c WHERE c.send_id = s.id) AS counts,
        (SELECT coalesce(sum(c.count), 0) FROM send_counts c WHERE c.send_id = s.id AND c.status IN ('accepted', 'refused', 'uncertain')) AS done
      FROM sends s WHERE s.state = 'sending' AND s.recipients > 0),
    tenths AS (SELECT *, min(90, done * 10 / recipients * 10) AS progress FROM at_work)
    INSERT INTO events (name, send_id, at, data)
    SELECT 'send.progress', id, ${now}, json_object('progress', progress, 'counts', json(counts)) FROM tenths
    WHERE progress > coalesce((SELECT e.data ->> 'progress' FROM events e WHERE e.send_id = tenths.id AND e.name = 'send.progress'
      ORDER BY e.id DESC LIMIT 1), 0)`,
  ).changes > 0;
