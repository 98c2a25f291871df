import type { Wave } from '#shared/schema/plan.ts';
import { conflict } from '../../base/errors.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { countDueAt, hasTouched, isWaiting } from '../ledger/standing.report.ts';
import { missedWaves, noteSeen } from '../loop/room.ts';
import { type Canary, type Dispatch, dispatchOf, insertDispatch, openDispatches, setCanary } from './dispatch.store.ts';
import { isPreparing } from './preparations.store.ts';
import { isOpen } from './send-state.ts';
import { sendFacts } from './sends.store.ts';
import { pauseSend, resumeSend } from './sends.ts';

/**
 * Says how a send goes out, when its audience is frozen: those who go first and those of later waves are put off in there.
 * Without waves, spread and canary there is nothing to say.
 */
export function planDispatch(
  db: WriteDb,
  plan: {
    sendId: number;
    waves: readonly Wave[];
    spreadMs: number | null;
    canary: Pick<Canary, 'first' | 'after'> | null;
    now: number;
  },
): void {
  if (plan.waves.length === 0 && plan.spreadMs === null && !plan.canary) return;
  insertDispatch(db, plan);
}

/** Whether all of those that go first are through; the others have not been touched. */
export const canaryIsThrough = (db: ReadDb, sendId: number): boolean => !isPreparing(db, sendId) && !hasTouched(db, sendId);

/** The first ones are through: the others wait for a person, or for a quiet while. */
export function canaryThrough(db: WriteDb, { sendId, now }: { sendId: number; now: number }): void {
  db.transaction(() => {
    const canary = dispatchOf(db, sendId)?.canary;
    if (canary?.phase !== 'running') return;
    if (!isWaiting(db, sendId)) return setCanary(db, { ...canary, sendId, phase: 'over', since: now });
    setCanary(db, { ...canary, sendId, phase: 'waiting', since: now });
    if (canary.after.kind === 'person')
      pauseSend(db, { sendId, reason: 'The first ones are through. See how they did, then let it go on.' });
  });
}

/** A quiet while was not quiet: a person decides. */
export function canaryInTrouble(db: WriteDb, { sendId, reason }: { sendId: number; reason: string }): void {
  db.transaction(() => {
    const canary = dispatchOf(db, sendId)?.canary;
    if (canary?.phase !== 'waiting') return;
    setCanary(db, { ...canary, sendId, after: { kind: 'person' } });
    if (sendFacts(db, sendId)?.state === 'sending') pauseSend(db, { sendId, reason });
  });
}

/** Lets the others go as well. Call `wake` afterwards. */
export function goOnAfterCanary(db: WriteDb, { sendId, now }: { sendId: number; now: number }): void {
  db.transaction(() => {
    const facts = sendFacts(db, sendId);
    const canary = dispatchOf(db, sendId)?.canary;
    if (!facts || !isOpen(facts.state) || !canary || canary.phase === 'over')
      throw conflict('sends.nothing-held', 'Nothing of this send waits for its first ones.');
    setCanary(db, { ...canary, sendId, phase: 'over', since: canary.since ?? now });
    if (facts.state === 'paused') resumeSend(db, { sendId });
  });
}

/**
 * Call every few seconds while sending is possible: it is by the gaps between these calls that a wave is known to have
 * been missed. Such a send is paused and waits for a person. Returns whether one was.
 */
export function watchWaves(db: WriteDb, now: number): boolean {
  return openDispatches(db)
    .map((dispatch) => (dispatch.isSending && holdMissed(db, dispatch, now)) || seen(db, dispatch, now))
    .some((held) => held === true);
}

const seen = (db: WriteDb, dispatch: Dispatch, now: number): void => {
  if (!isPreparing(db, dispatch.sendId)) noteSeen(db, dispatch, now);
};

/** As `watchWaves`, for one send that is about to go on. */
export function holdMissedWaves(db: WriteDb, { sendId, now }: { sendId: number; now: number }): void {
  const dispatch = dispatchOf(db, sendId);
  if (dispatch) holdMissed(db, dispatch, now);
}

function holdMissed(db: WriteDb, dispatch: Dispatch, now: number): boolean {
  // Who is to get it is not all written down yet; it is looked at when it is.
  if (isPreparing(db, dispatch.sendId)) return false;
  const missed = missedWaves(dispatch, now);
  if (missed.length === 0) return false;
  // What left just before the gap is not missed.
  const people = missed.reduce((sum, { at }) => sum + countDueAt(db, { sendId: dispatch.sendId, at }), 0);
  if (people === 0) {
    noteSeen(db, dispatch, now);
    return false;
  }
  const who = people === 1 ? '1 person was' : `${people.toLocaleString('en')} people were`;
  db.transaction(() => {
    pauseSend(db, {
      sendId: dispatch.sendId,
      reason: `Letterpress was not running when ${who} to get it. Resume to send it to them now, or cancel.`,
    });
    noteSeen(db, dispatch, now);
  });
  return true;
}

export type { Canary, Dispatch } from './dispatch.store.ts';
export { dispatchOf, openDispatches };
