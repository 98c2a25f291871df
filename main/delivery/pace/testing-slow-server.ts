import { usualTiming } from '../loop/timing.ts';
import { createThrottle } from './throttle.ts';

/** Servers that bear only so much, and a sender that has to find out how much, in a time that costs none. */

/** Whether one more message is taken at that moment. */
export type Server = (now: number) => boolean;

/** So many in any window of that length. */
export function slidingWindow(limit: number, ms: number): Server {
  const taken: number[] = [];
  return (now) => {
    while (taken[0] !== undefined && taken[0] <= now - ms) taken.shift();
    if (taken.length >= limit) return false;
    taken.push(now);
    return true;
  };
}

/** So many in each minute by the clock, or whatever window. */
export function fixedWindow(limit: number, ms: number): Server {
  let window = 0;
  let count = 0;
  return (now) => {
    if (Math.floor(now / ms) !== window) count = 0;
    window = Math.floor(now / ms);
    return count++ < limit;
  };
}

/** So many a second on the whole, and some at once after a while of nothing. */
export function leakyBucket(perSecond: number, burst: number): Server {
  let tokens = burst;
  let at = 0;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
    at = now;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}

/** Another one from some moment on. */
export const later =
  (first: Server, from: number, then: Server): Server =>
  (now) =>
    now < from ? first(now) : then(now);

/** Sends without pause for so long; returns when each was taken, and each complaint. */
export function sendToServer(
  server: Server,
  of: { ms: number; connections: number; latency: number; random: () => number },
): { taken: number[]; complaints: number[] } {
  const throttle = createThrottle(usualTiming);
  const taken: number[] = [];
  const complaints: number[] = [];
  const inAir: { begun: number; answeredAt: number; accepted: boolean }[] = [];
  let now = 1;
  while (now < of.ms) {
    const most = Math.min(throttle.allowed(now), of.connections - inAir.length);
    if (most > 0) throttle.take(most, now);
    for (let nth = 0; nth < most; nth++) {
      const arrives = now + of.latency * (0.4 + of.random() * 0.2);
      inAir.push({ begun: now, answeredAt: now + of.latency * (0.9 + of.random() * 0.2), accepted: server(arrives) });
    }
    inAir.sort((a, b) => a.answeredAt - b.answeredAt);
    const nextStart = inAir.length < of.connections ? throttle.nextAt(now) : Number.POSITIVE_INFINITY;
    // No timer rings in time.
    now = Math.max(now, Math.min(inAir[0]?.answeredAt ?? Number.POSITIVE_INFINITY, nextStart + of.random() * 2));
    for (let first = inAir[0]; first && first.answeredAt <= now; first = inAir[0]) {
      inAir.shift();
      if (first.accepted) {
        taken.push(first.answeredAt);
        throttle.wentWell({ begun: first.begun, now });
      } else {
        complaints.push(first.answeredAt);
        throttle.slowDown({ words: '450 4.7.1 Too fast', begun: first.begun, now });
      }
    }
  }
  return { taken, complaints };
}
