import type { WriteDb } from '../../db/db.ts';
import { departuresSince, forgetDepartures } from './departures.store.ts';
import { boundDeferred } from './due.store.ts';
import { allAttemptingToUncertain, claimedToUncertain, releaseAllClaimed } from './recover.store.ts';

/**
 * Puts the ledger in order after a crash. What was only claimed never left and is sent; what was being attempted may
 * have arrived and is never sent again by code: a person decides, or evidence does. Nothing waits longer for its next
 * attempt than the longest wait, whatever the clock said when it was put off.
 *
 * After a power cut the last attempts may not be on the disk, but who was about to leave is: those are uncertain, too.
 */
export const recover = (
  db: WriteDb,
  { now, longestWaitMs, boot }: { now: number; longestWaitMs: number; boot: string },
): { released: number; uncertain: number } =>
  db.transaction(() => {
    boundDeferred(db, { latest: now + longestWaitMs });
    const cut = departuresSince(db, boot);
    for (const id of cut) claimedToUncertain(db, { id, now });
    forgetDepartures(db);
    return { released: releaseAllClaimed(db), uncertain: cut.length + allAttemptingToUncertain(db, now) };
  });
