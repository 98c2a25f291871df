import { setImmediate } from 'node:timers/promises';
import type { ReadDb } from '../../db/db.ts';
import { fold } from '../fold.ts';
import { clearBit, hasBit, noBits, setBit } from './bits.ts';
import { inOrderAfter, valuesAfter, valuesOf } from './people.report.ts';
import { keysOf, type People } from './people.ts';

/** A column: one of the contact itself, or `field:` and the key of a field. */
export type SortBy = 'created' | 'email' | 'name' | 'changed' | `field:${string}`;

/** Everybody in an order, in slots. Who has nothing to be sorted by stands behind `known`, whichever the direction. */
export type Order = { slots: Uint32Array; known: number };

/** The order by a field, and the value that each stands there for. */
export type FieldOrder = { order: Order; keyOf: (slot: number) => Key };

type Key = string | number | null;
type Keys = {
  /** Everybody in the order of the keys, read anew. */
  build: () => Promise<Order>;
  /** Reads the keys of slots whose contacts have changed. */
  renew: (slots: readonly number[]) => void;
  keyOf: (slot: number) => Key;
};

const SLICE = 2500;
/** So many are sorted in some milliseconds; then others get their turn. */
const STRETCH = 100_000;
/** So many are put in their places one by one; of more, the order is made anew. */
const MOST_MOVED = 20_000;
/** Orders by fields that are kept, beside those by what everybody has. */
const MOST_FIELDS = 6;

/** The orders that were asked for, kept right while contacts change. */
export function createOrders(db: ReadDb, people: People) {
  type Kept = { keys: Keys; order: Order | null; moved: Set<number>; making: Promise<Order> | null };
  const kept = new Map<SortBy, Kept>();
  people.onChange((slot) => {
    for (const [by, one] of kept) {
      if (slot === null) kept.delete(by);
      else one.moved.add(slot);
    }
  });

  function keep(by: SortBy): Kept {
    const known = kept.get(by);
    if (known) return known;
    const fields = [...kept.keys()].filter((other) => other.startsWith('field:'));
    if (by.startsWith('field:') && fields.length >= MOST_FIELDS && fields[0]) kept.delete(fields[0]);
    const made: Kept = { keys: keysBy(by, db, people), order: null, moved: new Set(), making: null };
    kept.set(by, made);
    return made;
  }

  async function order(by: SortBy): Promise<Order> {
    const one = keep(by);
    if (one.making) await one.making;
    if (!one.order || one.moved.size > MOST_MOVED) {
      one.moved.clear();
      one.making = one.keys.build().finally(() => {
        one.making = null;
      });
      one.order = await one.making;
    }
    if (one.moved.size > 0) {
      const moved = [...one.moved];
      one.moved.clear();
      one.order = moveIn(one.order, moved, one.keys, people);
    }
    return one.order;
  }
  return {
    by: order,
    field: async (key: string): Promise<FieldOrder> => ({
      order: await order(`field:${key}`),
      keyOf: keep(`field:${key}`).keys.keyOf,
    }),
  };
}

function keysBy(by: SortBy, db: ReadDb, people: People): Keys {
  if (by === 'created') return keysOfSlots(people);
  if (by === 'changed') return keysOfTime(people);
  if (by === 'email' || by === 'name') return keysOfTexts(by, db, people);
  return keysOfField(by.slice('field:'.length), db, people);
}

const keysOfSlots = (people: People): Keys => ({
  build: async () => alive(people),
  renew: () => {},
  keyOf: (slot) => slot,
});

function alive(people: People): Order {
  const slots = new Uint32Array(people.total);
  let at = 0;
  for (let slot = 0; slot < people.slots; slot++) if (hasBit(people.alive, slot)) slots[at++] = slot;
  return { slots, known: at };
}

const keysOfTime = (people: People): Keys => ({
  build: async () => {
    let { slots } = alive(people);
    // Sixteen bits at a time, the lowest first: a sort that compares two at once would take ten times as long.
    for (const unit of [1, 2 ** 16, 2 ** 32])
      slots = await byDigit(slots, (slot) => Math.floor(people.changedAt(slot) / unit) & 0xffff);
    return { slots, known: slots.length };
  },
  renew: () => {},
  keyOf: people.changedAt,
});

/** Sorts by counting how many have each digit; those that share one stay as they were. */
async function byDigit(slots: Uint32Array, digitOf: (slot: number) => number): Promise<Uint32Array> {
  const starts = new Uint32Array(0x1_0001);
  for (let at = 0; at < slots.length; at++) {
    const next = digitOf(slots[at] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
    if (at % STRETCH === 0) await setImmediate();
  }
  for (let digit = 1; digit < starts.length; digit++) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  const sorted = new Uint32Array(slots.length);
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? 0;
    const digit = digitOf(slot);
    const place = starts[digit] ?? 0;
    sorted[place] = slot;
    starts[digit] = place + 1;
    if (at % STRETCH === 0) await setImmediate();
  }
  return sorted;
}

function keysOfTexts(by: 'email' | 'name', db: ReadDb, people: People): Keys {
  const keyOf = (slot: number): Key => keysOf(people.texts.read(slot))[by];
  return {
    keyOf,
    renew: () => {},
    build: async () => {
      const slots: number[] = [];
      const nameless: number[] = [];
      for (let after = { key: '', id: 0 }; ; ) {
        const next = inOrderAfter(db, { by, after, limit: SLICE });
        for (const { id, key } of next) {
          const slot = people.slotOf(id);
          if (slot < 0) continue;
          if (by === 'name' && key.startsWith('\u{10ffff}')) nameless.push(slot);
          else slots.push(slot);
        }
        const last = next.at(-1);
        if (!last || next.length < SLICE) break;
        after = last;
        await setImmediate();
      }
      return { slots: Uint32Array.from([...slots, ...nameless]), known: slots.length };
    },
  };
}

/** Values are mostly the same few: each is kept once, and sorted once. */
function keysOfField(key: string, db: ReadDb, people: People): Keys {
  let values: (string | number)[] = [];
  let places = new Map<string | number, number>();
  /** One more than the place among the values; 0 for none. */
  let placeOf = new Uint32Array(0);
  const take = (slot: number, value: Key) => {
    if (slot >= placeOf.length) {
      const more = new Uint32Array(Math.ceil((slot + 1) * 1.25));
      more.set(placeOf);
      placeOf = more;
    }
    const known = typeof value === 'string' ? fold(value) : value;
    if (known === null || known === '') {
      placeOf[slot] = 0;
      return;
    }
    let place = places.get(known);
    if (place === undefined) {
      place = values.push(known);
      places.set(known, place);
    }
    placeOf[slot] = place;
  };
  return {
    keyOf: (slot) => values[(placeOf[slot] ?? 0) - 1] ?? null,
    renew: (slots) => {
      const read = new Map(valuesOf(db, { key, ids: slots.map(people.idOf) }).map(({ id, value }) => [id, value]));
      for (const slot of slots) take(slot, read.get(people.idOf(slot)) ?? null);
    },
    build: async () => {
      values = [];
      places = new Map();
      placeOf = new Uint32Array(people.slots);
      for (let id = 0; ; ) {
        const next = valuesAfter(db, { key, id, limit: SLICE });
        for (const row of next) {
          const slot = people.slotOf(row.id);
          if (slot >= 0) take(slot, row.value);
        }
        id = next.at(-1)?.id ?? id;
        if (next.length < SLICE) break;
        await setImmediate();
      }
      return bySharedValues(alive(people).slots, values, placeOf);
    },
  };
}

/** Sorts by counting: how many share each value, and so where each of them begins. */
function bySharedValues(slots: Uint32Array, values: readonly (string | number)[], placeOf: Uint32Array): Order {
  const sorted = values.map((_, place) => place).sort((a, b) => compare(values[a] ?? null, values[b] ?? null));
  const starts = new Uint32Array(values.length + 1);
  for (const slot of slots) starts[placeOf[slot] ?? 0] = (starts[placeOf[slot] ?? 0] ?? 0) + 1;
  const without = starts[0] ?? 0;
  let at = 0;
  for (const place of sorted) {
    const many = starts[place + 1] ?? 0;
    starts[place + 1] = at;
    at += many;
  }
  starts[0] = at;
  const order = new Uint32Array(slots.length);
  for (const slot of slots) {
    const place = placeOf[slot] ?? 0;
    order[starts[place] ?? 0] = slot;
    starts[place] = (starts[place] ?? 0) + 1;
  }
  return { slots: order, known: slots.length - without };
}

/** Numbers before texts, as the database has it. */
export function compare(a: Key, b: Key): number {
  if (a === b) return 0;
  if (typeof a === typeof b) return (a ?? 0) < (b ?? 0) ? -1 : 1;
  return typeof a === 'number' ? -1 : 1;
}

/** Takes slots out of an order and puts those that are still there where they belong now. */
function moveIn(order: Order, moved: readonly number[], keys: Keys, people: People): Order {
  const away = noBits(Math.max(people.slots, ...moved.map((slot) => slot + 1)));
  for (const slot of moved) setBit(away, slot);
  const there = moved.filter((slot) => slot < people.slots && hasBit(people.alive, slot));
  keys.renew(there);
  const stay = order.slots.filter((slot) => !hasBit(away, slot));
  const stayKnown = order.slots.subarray(0, order.known).reduce((sum, slot) => sum + (hasBit(away, slot) ? 0 : 1), 0);
  const coming = there.map((slot) => ({ slot, key: keys.keyOf(slot) }));
  const before = (a: { key: Key; slot: number }, b: { key: Key; slot: number }) => compare(a.key, b.key) || a.slot - b.slot;
  const known = coming.filter(({ key }) => key !== null).sort(before);
  const unknown = coming.filter(({ key }) => key === null).sort((a, b) => a.slot - b.slot);
  const slots = new Uint32Array(stay.length + there.length);
  let [from, at] = [0, 0];
  const copyTo = (to: number) => {
    slots.set(stay.subarray(from, to), at);
    at += to - from;
    from = to;
  };
  for (const one of known) {
    copyTo(placeIn(stay, from, stayKnown, (slot) => before({ slot, key: keys.keyOf(slot) }, one) < 0));
    slots[at++] = one.slot;
  }
  copyTo(stayKnown);
  for (const one of unknown) {
    copyTo(placeIn(stay, from, stay.length, (slot) => slot < one.slot));
    slots[at++] = one.slot;
  }
  copyTo(stay.length);
  for (const slot of moved) clearBit(away, slot);
  return { slots, known: stayKnown + known.length };
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
