import type { ReadDb, WriteDb } from '../db/db.ts';
import { countAttempts, HOUR_MS, readHours, readTokens, writeTokens } from './pace.store.ts';
import type { Transport } from './transports.store.ts';

/**
 * How fast a transport may send. What is left is written down with the attempts themselves, so neither a restart nor
 * a crash grants it anew. The day is a rolling one: in no 24 hours do more messages leave than allowed.
 */
export type Pace = {
  allowed: (now: number) => number;
  /** Call within the transaction that marks the attempts. */
  take: (db: WriteDb, taken: { attempts: number; now: number }) => void;
  /** When at least one may leave again; null if one may now. */
  nextAt: (now: number) => number | null;
  /** Which limit holds it up or would be the first to. */
  limit: (now: number) => 'second' | 'day' | null;
};

type Limits = Pick<Transport, 'id' | 'perSecond' | 'perDay'>;

export function createPace(db: ReadDb, limits: Limits, now: number): Pace {
  const { id: transportId, perSecond, perDay } = limits;
  // A tenth of a second's worth at once: enough to keep several connections busy, too little to be a burst.
  const capacity = Math.max(1, (perSecond ?? 0) / 10);
  const stored = readTokens(db, transportId);
  let tokens = Math.min(capacity, stored?.tokens ?? capacity);
  let at = stored?.at ?? now;
  let hours = readHours(db, transportId, now);

  const refill = (time: number) => {
    // A clock that was set back must not stop the sending until it has caught up.
    const elapsed = Math.max(0, time - at);
    tokens = Math.min(capacity, tokens + (elapsed / 1000) * (perSecond ?? 0));
    at = time;
  };
  const ofLastDay = (time: number) => hours.filter(({ hour }) => hour >= Math.floor(time / HOUR_MS) - 24);
  const leftOfDay = (time: number) =>
    perDay === null ? Number.POSITIVE_INFINITY : perDay - ofLastDay(time).reduce((sum, { attempts }) => sum + attempts, 0);

  return {
    allowed: (time) => {
      if (perSecond !== null) refill(time);
      const ofSecond = perSecond === null ? Number.POSITIVE_INFINITY : Math.floor(tokens + 1e-9);
      return Math.max(0, Math.min(ofSecond, leftOfDay(time)));
    },
    take: (writable, taken) => {
      if (perSecond !== null) {
        tokens -= taken.attempts;
        writeTokens(writable, { transportId, tokens, at });
      }
      countAttempts(writable, { transportId, attempts: taken.attempts, now: taken.now });
      const hour = Math.floor(taken.now / HOUR_MS);
      const last = hours.at(-1);
      if (last?.hour === hour) last.attempts += taken.attempts;
      else hours = [...ofLastDay(taken.now), { hour, attempts: taken.attempts }];
    },
    nextAt: (time) => {
      if (leftOfDay(time) <= 0) return ((ofLastDay(time)[0]?.hour ?? 0) + 25) * HOUR_MS;
      if (perSecond === null) return null;
      refill(time);
      return tokens >= 1 ? null : time + Math.ceil(((1 - tokens) / perSecond) * 1000);
    },
    limit: (time) => {
      if (leftOfDay(time) <= 0) return 'day';
      return perSecond === null ? null : 'second';
    },
  };
}
