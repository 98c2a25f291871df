import type { Clock } from '../../base/clock.ts';

const SECONDS = 10;

/** Messages per second of each send over the last ten seconds. */
export function createRates(clock: Clock): { count: (sendId: number) => void; perSecond: (sendId: number) => number } {
  const sends = new Map<number, Map<number, number>>();
  const prune = (seconds: Map<number, number>, now: number) => {
    for (const second of seconds.keys()) if (second <= now - SECONDS) seconds.delete(second);
  };
  return {
    count: (sendId) => {
      const now = Math.floor(clock() / 1000);
      const seconds = sends.get(sendId) ?? new Map<number, number>();
      sends.set(sendId, seconds);
      if (!seconds.has(now)) prune(seconds, now);
      seconds.set(now, (seconds.get(now) ?? 0) + 1);
    },
    perSecond: (sendId) => {
      const seconds = sends.get(sendId);
      if (!seconds) return 0;
      const now = Math.floor(clock() / 1000);
      prune(seconds, now);
      const [first] = seconds.keys();
      if (first === undefined) return 0;
      const total = [...seconds.values()].reduce((sum, count) => sum + count, 0);
      // A send that just began is not measured against seconds before it.
      return total / Math.max(1, Math.min(SECONDS, now - first));
    },
  };
}
