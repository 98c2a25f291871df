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
/** Of so few it is tried for so many of the order only: they may all stand at its end. */
const FEW = 1 / 50;
const MOST_STEPS = 50_000;

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
      const few = total < order.slots.length * FEW;
      // As many steps as are to be expected where they are spread evenly.
      const steps = ((at.offset + at.limit) / total) * order.slots.length;
      if (!all && at.offset + at.limit <= NEAR && (!few || steps < MOST_STEPS)) {
        const found = fromTheTop(order, bits, { ...at, most: few ? MOST_STEPS : order.slots.length });
        if (found) return found;
      }
      all ??= everybody(few ? sorted(order, placesOf(order, bits.length * 32), bits, total) : inOrder(order, bits, total));
      return all.window(at);
    },
  };
}

const places = new WeakMap<Uint32Array, Uint32Array>();
/** Where each slot stands in an order, found out once. */
function placesOf({ slots }: Order, room: number): Uint32Array {
  const known = places.get(slots);
  if (known) return known;
  const made = new Uint32Array(room);
  for (let at = 0; at < slots.length; at++) made[slots[at] as number] = at;
  places.set(slots, made);
  return made;
}

/** Null where they do not stand among the first so many. */
function fromTheTop(
  order: Order,
  bits: Bits,
  { offset, limit, descending, most }: Parameters<Match['window']>[0] & { most: number },
): number[] | null {
  const found: number[] = [];
  let passed = 0;
  for (let at = 0; at < order.slots.length && found.length < limit; at++) {
    if (at === most) return null;
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
