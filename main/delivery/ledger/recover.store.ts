import { sql, type WriteDb } from '../../db/db.ts';
import { givenBack } from './claim.store.ts';

const CRASHED = 'Letterpress ended before the answer of the server was written down.';

/** What may hold messages that are claimed or attempted; single ones belong to no send. */
const unfinished = sql`(send_id IS NULL OR send_id IN (SELECT id FROM sends WHERE state <> 'finished'))`;

export const releaseAllClaimed = (db: WriteDb): number =>
  db.run(sql`/* ledger.releaseAll */
    UPDATE messages SET status = ${givenBack} WHERE ${unfinished} AND status = 'claimed'`).changes;

export const allAttemptingToUncertain = (db: WriteDb, now: number): number =>
  db.run(sql`/* ledger.recover */
    UPDATE messages SET status = 'uncertain', reason = 'crash', settled_at = ${now}, reply = ${CRASHED}, said = ${CRASHED}
    WHERE ${unfinished} AND status = 'attempting'`).changes;

export const claimedToUncertain = (db: WriteDb, { id, now }: { id: number; now: number }): void =>
  void db.run(sql`/* ledger.recoverOne */
    UPDATE messages SET status = 'uncertain', reason = 'crash', attempts = attempts + 1, attempted_at = ${now},
      first_attempted_at = coalesce(first_attempted_at, ${now}), settled_at = ${now}, reply = ${CRASHED}, said = ${CRASHED}
    WHERE id = ${id} AND status = 'claimed'`);
