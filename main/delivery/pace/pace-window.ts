/**
 * Counts what left within a window that slides, in slots. The slot that the window only touches counts whole, so no
 * window of that length ever holds more than the limit, wherever it begins; that costs one slot's worth of it at most.
 */
export type Window = {
  add: (count: number, at: number) => void;
  /** Takes back what was added last. */
  undo: (count: number) => void;
  total: (now: number) => number;
  /** When fewer than `limit` will be left in it. */
  freeAt: (limit: number, now: number) => number;
};

export function createWindow(size: { ms: number; slotMs: number }): Window {
  const { slotMs } = size;
  const span = Math.ceil(size.ms / slotMs);
  const slots: { slot: number; count: number }[] = [];
  let sum = 0;

  const drop = (now: number) => {
    const oldest = Math.floor(now / slotMs) - span;
    for (let first = slots[0]; first && first.slot < oldest; first = slots[0]) {
      sum -= first.count;
      slots.shift();
    }
  };

  return {
    add: (count, at) => {
      drop(at);
      const slot = Math.floor(at / slotMs);
      const last = slots.at(-1);
      if (last && last.slot >= slot) last.count += count;
      else slots.push({ slot, count });
      sum += count;
    },
    undo: (count) => {
      const last = slots.at(-1);
      if (!last) return;
      last.count -= count;
      sum -= count;
    },
    total: (now) => {
      drop(now);
      return sum;
    },
    freeAt: (limit, now) => {
      drop(now);
      let left = sum;
      let at = now;
      for (const { slot, count } of slots) {
        if (left < limit) break;
        left -= count;
        at = (slot + span + 1) * slotMs;
      }
      return at;
    },
  };
}
