import type { ReadDb, WriteDb } from '../../db/db.ts';
import { type Dispatch, dispatchOf, setSeen, setTokens } from '../sends/dispatch.store.ts';

/** How late a wave may still leave by itself. Later than that a person decides. */
const WAVE_GRACE_MS = 60 * 60 * 1000;

/** A spread send that was held up does not make up for more than this at once. */
const CATCH_UP_MS = 60_000;

/** What of a send may be claimed now. */
export type Room = {
  most: number;
  /** Those that were never put off have to wait. */
  held: boolean;
  /** When there is more room; null where only something else can make some. */
  nextAt: number | null;
};

const whole: Room = { most: Number.POSITIVE_INFINITY, held: false, nextAt: null };

export function roomOf(db: ReadDb, { sendId, now }: { sendId: number; now: number }): Room & { missed: boolean } {
  const dispatch = dispatchOf(db, sendId);
  if (!dispatch) return { ...whole, missed: false };
  const held = dispatch.canary !== null && dispatch.canary.phase !== 'over';
  return { ...spreadRoom(dispatch, now), held, missed: missedWaves(dispatch, now).length > 0 };
}

/** A canary is not spread: it is what one waits for. */
function spreadRoom(dispatch: Dispatch, now: number): Pick<Room, 'most' | 'nextAt'> {
  const rate = rateOf(dispatch);
  if (rate === null) return whole;
  const tokens = tokensAt(dispatch, now, rate);
  if (tokens >= 1) return { most: Math.floor(tokens), nextAt: null };
  return { most: 0, nextAt: now + Math.ceil((1 - tokens) / rate) };
}

const rateOf = ({ spreadMs, recipients }: Dispatch): number | null =>
  spreadMs === null || recipients === 0 ? null : recipients / spreadMs;

function tokensAt({ tokens, tokensAt: since }: Dispatch, now: number, rate: number): number {
  // A clock that was set back grants nothing, and takes nothing away.
  const grown = tokens + Math.max(now - since, 0) * rate;
  return Math.min(grown, Math.max(1, rate * CATCH_UP_MS));
}

/** Notes what was claimed of a send's room. */
export function takeRoom(db: WriteDb, taken: { sendId: number; count: number; now: number }): void {
  const dispatch = dispatchOf(db, taken.sendId);
  const rate = dispatch && rateOf(dispatch);
  if (!dispatch || rate === null) return;
  setTokens(db, { ...taken, tokens: tokensAt(dispatch, taken.now, rate) - taken.count });
}

/** Waves that fell into a time when nothing could be sent, and are too late by now to leave by themselves. */
export const missedWaves = ({ waves, seenAt }: Pick<Dispatch, 'waves' | 'seenAt'>, now: number) =>
  waves.filter(({ at }) => at > seenAt && now - at > WAVE_GRACE_MS);

/** Notes that sending is possible at this moment. */
export function noteSeen(db: WriteDb, { sendId, seenAt }: Pick<Dispatch, 'sendId' | 'seenAt'>, now: number): void {
  // Once a minute is enough for what is judged by the hour; after the clock was set back, at once.
  if (now - seenAt >= 60_000 || now < seenAt) setSeen(db, { sendId, now });
}
