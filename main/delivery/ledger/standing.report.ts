import { messageStatus } from '#shared/schema/words.ts';
import { type ReadDb, sql } from '../../db/db.ts';
import { isPreparing, peopleToPrepare } from '../sends/preparations.store.ts';
import { type Counts, noCounts } from '../sends/send-state.ts';

/** Those of a frozen audience whose messages are still to be written count as what they will begin as. */
export function statusCounts(db: ReadDb, sendId: number): Counts {
  const counts = noCounts();
  const rows = db.all<{ status: string; count: number }>(sql`/* ledger.counts */
    SELECT status, count FROM send_counts WHERE send_id = ${sendId}`);
  for (const row of rows) counts[messageStatus.parse(row.status)] = row.count;
  for (const { status, people } of peopleToPrepare(db, sendId)) counts[status] += people;
  return counts;
}

export const hasOpenMessages = (db: ReadDb, sendId: number): boolean =>
  db.value(sql`/* ledger.hasOpen */
    SELECT EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'pending')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'claimed')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'attempting')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'deferred')`) === 1 || isPreparing(db, sendId);

/** Whether anything of a send waits that was never put off. */
export const isWaiting = (db: ReadDb, sendId: number): boolean =>
  db.value(sql`/* ledger.isWaiting */
    SELECT EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'pending')`) === 1;

/** Whether anything of a send waits that is not in the air. */
export const hasWaiting = (db: ReadDb, sendId: number): boolean =>
  db.value(sql`/* ledger.hasWaiting */
    SELECT EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'pending')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'claimed')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'deferred')`) === 1;

/** How many of a send are put off until a certain moment. */
export const countDueAt = (db: ReadDb, { sendId, at }: { sendId: number; at: number }): number =>
  db.value<number>(sql`/* ledger.countDueAt */
    SELECT count(*) FROM messages INDEXED BY messages_due WHERE status = 'deferred' AND send_id = ${sendId} AND due_at = ${at}`) ??
  0;

/** Whether anything of a send is in the air, claimed or put off. */
export const hasTouched = (db: ReadDb, sendId: number): boolean =>
  db.value(sql`/* ledger.hasTouched */
    SELECT EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'claimed')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'attempting')
      OR EXISTS (SELECT 1 FROM messages WHERE send_id = ${sendId} AND status = 'deferred')`) === 1;
