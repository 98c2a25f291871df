import { type ReadDb, sql } from '../db/db.ts';

/** How many there are in the feed at most. */
export const estimateEvents = (db: ReadDb): number =>
  db.value<number>(sql`/* events.estimate */ SELECT
    coalesce((SELECT max(id) FROM events) - (SELECT min(id) FROM events) + 1, 0)
    + coalesce((SELECT max(id) FROM memberships), 0) + coalesce((SELECT max(id) FROM contact_edits), 0)
    + coalesce((SELECT max(id) FROM removals), 0)
    + coalesce((SELECT sum(updated) FROM imports), 0) + coalesce((SELECT sum(changed + restored) FROM bulk_edits), 0)
    + coalesce((SELECT sum(iif(status = 'accepted', 2, 1) * count) FROM send_counts WHERE status IN ('accepted', 'refused')), 0)`) ??
  0;
