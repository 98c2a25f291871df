import type { Wave } from '#shared/schema/plan.ts';
import { type ReadDb, sql } from '../db/db.ts';

/** What of a send's waves has not left yet; who was left out since is not counted. */
export const wavesToCome = (
  db: ReadDb,
  { sendId, waves, now }: { sendId: number; waves: readonly Wave[]; now: number },
): Wave[] =>
  waves.flatMap(({ at, recipients: planned }) => {
    // Nobody has touched what is not due.
    if (at > now) return [{ at, recipients: planned }];
    const recipients =
      db.value<number>(
        sql`/* waves.toCome */ SELECT count(*) FROM messages INDEXED BY messages_due
          WHERE status = 'deferred' AND send_id = ${sendId} AND due_at = ${at}`,
      ) ?? 0;
    return recipients > 0 ? [{ at, recipients }] : [];
  });
