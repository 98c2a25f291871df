import type { ReadDb, WriteDb } from '../../db/db.ts';
import { lastCounted, type PaceClock, readClock, writeClock } from './pace.store.ts';

/** By how much the clock may drift before it is written down anew, and less than which is no reason to believe it. */
const NOTABLE_MS = 1_000;
const DOUBTFUL_MS = 5_000;

/**
 * The time that attempts are counted in. It begins as what the clock shows and then goes on by the computer's uptime,
 * so that a clock that is set forth grants nothing and one that is set back takes nothing. A restart finds it again.
 */
export type PaceTime = {
  now: () => number;
  /** Call within the transaction that counts. */
  remember: (db: WriteDb, clock: number) => void;
  /** That transaction failed. */
  undo: () => void;
};

export function createPaceTime(db: ReadDb, of: { transportId: number; clock: number; uptime: () => number }): PaceTime {
  const { transportId, uptime } = of;
  const stored = readClock(db, transportId);
  const last = lastCounted(db, transportId);
  const ahead = Math.floor(Math.max(last, stored ? goOn(stored, of.clock, uptime()) : of.clock) - uptime());
  let written = stored;
  const now = () => uptime() + ahead;
  return {
    now,
    remember: (writable, clock) => {
      const current = { clockAhead: Math.round(clock - now()), uptimeBehind: ahead };
      const same = written?.uptimeBehind === ahead && Math.abs(written.clockAhead - current.clockAhead) < NOTABLE_MS;
      if (same) return;
      writeClock(writable, transportId, current);
      written = current;
    },
    undo: () => {
      written = undefined;
    },
  };
}

/**
 * The uptime cannot be set, but begins anew with the computer and then shows too little. So the clock is believed when
 * it is clearly ahead of it; with the app closed that cannot be told from a clock that was set forth.
 */
function goOn(stored: PaceClock, clock: number, uptime: number): number {
  const byUptime = uptime + stored.uptimeBehind;
  const byClock = clock - stored.clockAhead;
  return byClock > byUptime + DOUBTFUL_MS ? byClock : byUptime;
}
