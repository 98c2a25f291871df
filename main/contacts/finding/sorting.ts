import { hasBit } from './bits.ts';
import type { Key, Order } from './orders.ts';
import type { People } from './people.ts';

/** Everybody, as they were added. */
export function alive(people: People): Order {
  const slots = new Uint32Array(people.total);
  let at = 0;
  for (let slot = 0; slot < people.slots; slot++) if (hasBit(people.alive, slot)) slots[at++] = slot;
  return { slots, known: at };
}

/** Numbers before texts, as the database has it. */
export function compare(a: Key, b: Key): number {
  if (a === b) return 0;
  if (typeof a === typeof b) return (a ?? 0) < (b ?? 0) ? -1 : 1;
  return typeof a === 'number' ? -1 : 1;
}

/** The first place from which on none comes before. */
export function placeIn(slots: Uint32Array, from: number, to: number, comesBefore: (slot: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comesBefore(slots[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
