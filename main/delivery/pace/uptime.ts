import os from 'node:os';
import type { Clock } from '../../base/clock.ts';

/** The clock deviating by this much from what passed means that somebody set it, or that the computer slept. */
const NOTABLE_MS = 1_000;

/**
 * Milliseconds since the computer was started, sleep included. Nobody can set this clock: what must be counted or
 * waited for goes by it, while the clock on the wall may jump by a day.
 */
export function createUptime(): Clock {
  const systemUptime = () => os.uptime() * 1000;
  // The system's own is coarse and dear to ask; the process's is fine and cheap, but stands still in sleep.
  let ahead = systemUptime() - performance.now();
  let offset = Date.now() - performance.now();
  return () => {
    const running = performance.now();
    const offsetNow = Date.now() - running;
    if (Math.abs(offsetNow - offset) > NOTABLE_MS) {
      offset = offsetNow;
      // Only sleep makes a difference that is worth it; below that it would go back and forth by the coarseness.
      const aheadNow = systemUptime() - running;
      if (aheadNow - ahead > NOTABLE_MS / 2) ahead = aheadNow;
    }
    return running + ahead;
  };
}
