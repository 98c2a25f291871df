import type { WriteDb } from '../../db/db.ts';
import { usualTiming } from '../loop/timing.ts';
import type { Transport } from '../transports/transports.store.ts';
import { createPace, type Pace } from './pace.ts';

/** What the measurement of the pace and its test share: a computer whose time, clock and crashes are at our command. */

export type Limits = Pick<Transport, 'perSecond' | 'perMinute' | 'perHour' | 'perDay' | 'warmUp'>;
export const noLimits: Limits = { perSecond: null, perMinute: null, perHour: null, perDay: null, warmUp: null };

const DAY_MS = 86_400_000;

export type Mishap = 'restart' | 'restart with the clock set back' | 'reboot' | 'clock set forth' | 'clock set back' | 'no work';

/** Sends as fast as the pace lets it and returns the true time of each attempt. */
export function sendVirtually(
  db: WriteDb,
  of: {
    transportId: number;
    limits: Limits;
    sends: number;
    connections: number;
    /** From 0 to 1. */
    random: () => number;
    /** What happens after each so many sends. */
    mishaps?: { every: number; which: readonly Mishap[] };
    /** Ends it earlier, in milliseconds. */
    until?: number;
  },
): number[] {
  const start = 1_800_000_000_000;
  let now = start;
  let clockOff = 0;
  let bootedAt = now - 5_000_000;
  const open = (): Pace =>
    createPace({
      db,
      transportId: of.transportId,
      limits: of.limits,
      clock: now + clockOff,
      uptime: () => now - bootedAt,
      timing: usualTiming,
    });
  let pace = open();

  const meet = (mishap: Mishap) => {
    if (mishap === 'clock set forth') clockOff += DAY_MS;
    if (mishap === 'clock set back' || mishap === 'restart with the clock set back') clockOff -= DAY_MS;
    if (mishap === 'no work') now += of.random() * 5_000;
    if (mishap === 'reboot') {
      now += 20_000;
      bootedAt = now - 10_000;
    }
    if (mishap !== 'clock set forth' && mishap !== 'clock set back') now += of.random() * 50;
    if (mishap.startsWith('re')) pace = open();
  };

  const left: number[] = [];
  let nextMishap = of.mishaps?.every ?? Number.POSITIVE_INFINITY;
  while (left.length < of.sends && now - start < (of.until ?? Number.POSITIVE_INFINITY)) {
    const attempts = Math.min(pace.allowed(), of.connections, of.sends - left.length);
    if (attempts < 1) {
      const clock = now + clockOff;
      const at = pace.nextAt(clock);
      if (at === null || at <= clock) throw new Error('it neither lets anything through nor says when it will');
      // No timer rings in time.
      now += at - clock + of.random() * 2;
      continue;
    }
    pace.take(db, { attempts, now: now + clockOff });
    for (let nth = 0; nth < attempts; nth++) left.push(now);
    now += of.random() * 2;
    if (left.length < nextMishap || !of.mishaps) continue;
    nextMishap += of.mishaps.every;
    meet(of.mishaps.which[Math.floor(of.random() * of.mishaps.which.length)] ?? 'restart');
  }
  return left;
}

/** The most that are in any window of that length, wherever it begins; `left` is in order. */
export function mostWithin(left: readonly number[], ms: number): number {
  let most = 0;
  let first = 0;
  for (const [nth, at] of left.entries()) {
    while (at - (left[first] ?? 0) >= ms) first++;
    most = Math.max(most, nth - first + 1);
  }
  return most;
}

/** Numbers from 0 to 1 that are the same each time. */
export function repeatable(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
