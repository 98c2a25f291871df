import { sql, type WriteDb } from '../../db/db.ts';

/**
 * The clock was set back, so what was put off is due earlier by as much. What waits for its first attempt keeps its
 * time: that one means the clock on the wall.
 */
export const hastenDeferred = (db: WriteDb, hastened: { transportId: number; by: number; now: number }): void =>
  void db.run(sql`/* ledger.hasten */
    UPDATE messages SET due_at = max(due_at - ${hastened.by}, ${hastened.now})
    WHERE status = 'deferred' AND attempts > 0 AND transport_id = ${hastened.transportId}
      AND (send_id IS NULL OR send_id IN (SELECT id FROM sends WHERE state IN ('sending', 'paused')))`);

/** What was put off longer than anything is can only mean that the clock was wrong. */
export const boundDeferred = (db: WriteDb, bound: { latest: number }): void =>
  void db.run(sql`/* ledger.boundDeferred */
    UPDATE messages SET due_at = ${bound.latest}
    WHERE status = 'deferred' AND attempts > 0 AND due_at > ${bound.latest}
      AND (send_id IS NULL OR send_id IN (SELECT id FROM sends WHERE state IN ('sending', 'paused')))`);
