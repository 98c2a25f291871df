import type { WriteDb } from '../../db/db.ts';
import { allAttemptingToUncertain, boundDeferred, releaseAllClaimed } from './ledger.store.ts';

/**
 * Puts the ledger in order after a crash. What was only claimed never left and is sent; what was being attempted may
 * have arrived and is never sent again by code: a person decides, or evidence does. Nothing waits longer for its next
 * attempt than the longest wait, whatever the clock said when it was put off.
 */
export const recover = (
  db: WriteDb,
  { now, longestWaitMs }: { now: number; longestWaitMs: number },
): { released: number; uncertain: number } =>
  db.transaction(() => {
    boundDeferred(db, { latest: now + longestWaitMs });
    return { released: releaseAllClaimed(db), uncertain: allAttemptingToUncertain(db, now) };
  });
