/**
 * Spreads evenly what a limit allows: after a moment without work there are a few to catch up with, never a burst.
 * Times are in milliseconds.
 */
export type Bucket = {
  tokens: (now: number) => number;
  take: (count: number, now: number) => void;
  undo: (count: number) => void;
  /** When it is worth coming back: for one where it is slow, for some at once where it is fast. */
  nextAt: (now: number) => number;
  setRate: (perMs: number, capacity: number) => void;
};

/** At thousands a second, each alone would be a write to the disk of its own. */
const WORTH_MS = 10;

export function createBucket(perMs: number, capacity: number, now: number): Bucket {
  let rate = perMs;
  let most = Math.max(1, capacity);
  let tokens = 1;
  let at = now;
  const refill = (time: number) => {
    tokens = Math.min(most, tokens + Math.max(0, time - at) * rate);
    at = Math.max(at, time);
    return tokens;
  };
  return {
    // What is a whole one but for rounding is one.
    tokens: (time) => Math.floor(refill(time) + 1e-6),
    take: (count, time) => {
      refill(time);
      tokens -= count;
    },
    undo: (count) => {
      tokens += count;
    },
    nextAt: (time) => {
      const worth = Math.min(most, Math.max(1, rate * WORTH_MS));
      return time + Math.max(0, worth - refill(time)) / rate;
    },
    setRate: (newRate, newCapacity) => {
      rate = newRate;
      most = Math.max(1, newCapacity);
      tokens = Math.min(tokens, most);
    },
  };
}
