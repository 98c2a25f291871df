import { setImmediate } from 'node:timers/promises';
import type { ReadDb } from '../../db/db.ts';
import { clearBit, hasBit, noBits, setBit } from './bits.ts';
import { type FieldKeys, fieldKeys, readFields } from './field-keys.ts';
import { inOrderAfter } from './people.report.ts';
import type { People } from './people.ts';
import { keysOf } from './person-text.ts';
import { alive, compare, placeIn } from './sorting.ts';

/** A column: one of the contact itself, or `field:` and the key of a field. */
export type SortBy = 'created' | 'email' | 'name' | 'changed' | `field:${string}`;

/** Everybody in an order, in slots. Who has nothing to be sorted by stands behind `known`, whichever the direction. */
export type Order = { slots: Uint32Array; known: number };

/** The order by a field, and the value that each stands there for. */
export type FieldOrder = { order: Order; keyOf: (slot: number) => Key };

export type Key = string | number | null;
export type Keys = {
  /** Reads the keys of slots whose contacts have changed. */
  renew: (slots: readonly number[]) => void;
  keyOf: (slot: number) => Key;
};
type BuiltKeys = Keys & {
  /** Everybody in the order of the keys, read anew. */
  build: () => Promise<Order>;
};

const FIELD = 'field:';
const SLICE = 5000;
/** So many are sorted in some milliseconds; then others get their turn. */
const STRETCH = 100_000;
/** So many are put in their places one by one; of more, the order is made anew. */
const MOST_MOVED = 20_000;
/** Orders by fields that are kept, beside those by what everybody has. */
const MOST_FIELDS = 12;

/** `moved` is null where so many have that the order is made anew. */
type Kept = {
  by: SortBy;
  keys: BuiltKeys | FieldKeys;
  order: Order | null;
  moved: Set<number> | null;
  making: Promise<void> | null;
};

/** The orders that were asked for, kept right while contacts change. */
export function createOrders(db: ReadDb, people: People) {
  const kept = new Map<SortBy, Kept>();
  people.onChange((slots) => {
    for (const [by, one] of kept) {
      if (slots === null) kept.delete(by);
      else if (one.moved && one.moved.size + slots.before - slots.from > MOST_MOVED) one.moved = null;
      else for (let slot = slots.from; slot < slots.before; slot++) one.moved?.add(slot);
    }
  });

  function keep(by: SortBy): Kept {
    const known = kept.get(by);
    if (known) return known;
    const fields = [...kept.keys()].filter((other) => other.startsWith(FIELD));
    if (by.startsWith(FIELD) && fields.length >= MOST_FIELDS && fields[0]) kept.delete(fields[0]);
    const made: Kept = { by, keys: keysBy(by, db, people), order: null, moved: null, making: null };
    kept.set(by, made);
    return made;
  }

  /** Fields are read together. */
  async function make(some: readonly Kept[]): Promise<void> {
    const fields = new Map(some.flatMap(({ by, keys }) => ('take' in keys ? [[by.slice(FIELD.length), keys] as const] : [])));
    if (fields.size > 0) await readFields(db, people, fields);
    for (const one of some) one.order = 'take' in one.keys ? one.keys.finish() : await one.keys.build();
  }

  /** Has the orders made that are not there. */
  async function ready(some: readonly Kept[]): Promise<void> {
    const missing = some.filter(({ order, moved, making }) => !making && (!order || !moved));
    if (missing.length > 0) {
      for (const one of missing) one.moved = new Set();
      const making = make(missing).finally(() => {
        for (const one of missing) one.making = null;
      });
      for (const one of missing) one.making = making;
    }
    await Promise.all(some.map(({ making }) => making));
  }

  function current(one: Kept): Order {
    const order = one.order ?? { slots: new Uint32Array(0), known: 0 };
    if (!one.moved || one.moved.size === 0) return order;
    const moved = [...one.moved];
    one.moved.clear();
    one.order = moveIn(order, moved, one.keys, people);
    return one.order;
  }
  return {
    /** Has orders made that are not there, before anybody asks for them. */
    prepare: (some: readonly SortBy[]): Promise<void> => ready(some.map(keep)),
    by: async (by: SortBy): Promise<Order> => {
      const one = keep(by);
      await ready([one]);
      return current(one);
    },
    /** The orders by some fields, by their keys. */
    fields: async (keys: readonly string[]): Promise<Map<string, FieldOrder>> => {
      const some = keys.map((key) => [key, keep(`field:${key}`)] as const);
      await ready(some.map(([, one]) => one));
      return new Map(some.map(([key, one]) => [key, { order: current(one), keyOf: one.keys.keyOf }]));
    },
  };
}

function keysBy(by: SortBy, db: ReadDb, people: People): BuiltKeys | FieldKeys {
  if (by === 'created') return keysOfSlots(people);
  if (by === 'changed') return keysOfTime(people);
  if (by === 'email' || by === 'name') return keysOfTexts(by, db, people);
  return fieldKeys(by.slice(FIELD.length), db, people);
}

const keysOfSlots = (people: People): BuiltKeys => ({
  build: async () => alive(people),
  renew: () => {},
  keyOf: (slot) => slot,
});

const keysOfTime = (people: People): BuiltKeys => ({
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

function keysOfTexts(by: 'email' | 'name', db: ReadDb, people: People): BuiltKeys {
  const keyOf = (slot: number): Key => keysOf(people.texts.read(slot))[by];
  return {
    keyOf,
    renew: () => {},
    build: async () => {
      let slots = new Uint32Array(people.slots);
      let [used, known] = [0, 0];
      for (let after = { key: '', id: 0 }; ; ) {
        const next = inOrderAfter(db, { by, after, limit: SLICE });
        if (used + next.ids.length > slots.length) slots = enlarged(slots, used + next.ids.length);
        for (let at = 0; at < next.ids.length; at++) {
          const slot = people.slotOf(next.ids[at] as number);
          if (slot < 0) continue;
          slots[used++] = slot;
          if (by === 'email' || at < next.known) known = used;
        }
        if (next.ids.length < SLICE) break;
        after = next.last;
        await setImmediate();
      }
      return { slots: slots.slice(0, used), known };
    },
  };
}

function enlarged(before: Uint32Array<ArrayBuffer>, room: number): Uint32Array<ArrayBuffer> {
  const after = new Uint32Array(Math.ceil(room * 1.1));
  after.set(before);
  return after;
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
