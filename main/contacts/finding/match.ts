import { type Bits, countBits, hasBit, noBits, setBit, slotsOf } from './bits.ts';
import type { Order } from './orders.ts';

/** Those of an order that match, as far as they were asked for. */
export type Match = {
  total: number;
  /** The slots of a window. */
  window: (at: { offset: number; limit: number; descending: boolean }) => number[];
};

/** Windows from here on are worth the list of all; before, looking on from the top is faster. */
const NEAR = 2000;

export const everybody = ({ slots, known }: Order): Match => ({
  total: slots.length,
  window: ({ offset, limit, descending }) => {
    const found: number[] = [];
    for (let at = offset; at < Math.min(slots.length, offset + limit); at++) found.push(slotAt({ slots, known }, at, descending));
    return found;
  },
});

/** Those whose bit is set; all of them are in the order. */
export function matchOf(order: Order, bits: Bits): Match {
  const total = countBits(bits);
  let all: Match | null = null;
  return {
    total,
    window: (at) => {
      const few = total < order.slots.length / 50;
      if (!all && !few && at.offset + at.limit <= NEAR) return fromTheTop(order, bits, at);
      all ??= everybody(few ? sorted(order, placesOf(order), bits, total) : inOrder(order, bits, total));
      return all.window(at);
    },
  };
}

const places = new WeakMap<Uint32Array, Uint32Array>();
/** Where each slot stands in an order, found out once. */
function placesOf({ slots }: Order): Uint32Array {
  const known = places.get(slots);
  if (known) return known;
  const made = new Uint32Array(slots.reduce((most, slot) => Math.max(most, slot), 0) + 1);
  for (let at = 0; at < slots.length; at++) made[slots[at] ?? 0] = at;
  places.set(slots, made);
  return made;
}

function fromTheTop(order: Order, bits: Bits, { offset, limit, descending }: Parameters<Match['window']>[0]): number[] {
  const found: number[] = [];
  let passed = 0;
  for (let at = 0; at < order.slots.length && found.length < limit; at++) {
    const slot = slotAt(order, at, descending);
    if (hasBit(bits, slot) && passed++ >= offset) found.push(slot);
  }
  return found;
}

/** Goes through the whole order. */
function inOrder({ slots, known }: Order, bits: Bits, total: number): Order {
  const left = new Uint32Array(total);
  let [at, knownLeft] = [0, 0];
  for (let place = 0; place < slots.length && at < total; place++) {
    const slot = slots[place] ?? 0;
    if (!hasBit(bits, slot)) continue;
    left[at++] = slot;
    if (place < known) knownLeft = at;
  }
  return { slots: left, known: knownLeft };
}

/** Goes through those that match, and sorts them by where they stand. */
function sorted({ slots, known }: Order, placeOf: Uint32Array, bits: Bits, total: number): Order {
  const found = slotsOf(bits).map((slot) => placeOf[slot] ?? 0);
  found.sort();
  const firstUnknown = found.findIndex((place) => place >= known);
  return { slots: found.map((place) => slots[place] ?? 0), known: firstUnknown < 0 ? total : firstUnknown };
}

export function bitsOfRanges({ slots }: Order, ranges: readonly (readonly [number, number])[], room: number): Bits {
  const bits = noBits(room);
  for (const [from, to] of ranges) for (let at = from; at < to; at++) setBit(bits, slots[at] ?? 0);
  return bits;
}

const slotAt = ({ slots, known }: Order, at: number, descending: boolean): number =>
  slots[descending && at < known ? known - 1 - at : at] ?? 0;
