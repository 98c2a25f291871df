import type { WriteDb } from '../db/db.ts';
import { allAttemptingToUncertain, releaseAllClaimed } from './ledger.store.ts';

/**
 * Puts the ledger in order after a crash. What was only claimed never left and is sent; what was being attempted may
 * have arrived and is never sent again by code: a person decides, or evidence does.
 */
export const recover = (db: WriteDb, now: number): { released: number; uncertain: number } =>
  db.transaction(() => ({ released: releaseAllClaimed(db), uncertain: allAttemptingToUncertain(db, now) }));
