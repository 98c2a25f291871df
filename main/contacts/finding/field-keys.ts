import { setImmediate } from 'node:timers/promises';
import type { ReadDb } from '../../db/db.ts';
import { fold } from '../fold.ts';
import type { Keys, Order } from './orders.ts';
import { type Value, valuesAfter, valuesOf } from './people.report.ts';
import type { People } from './people.ts';
import { alive, compare } from './sorting.ts';

const SLICE = 5000;
/** Texts of which it is remembered what they are without capitals and marks. */
const MOST_FOLDED = 5000;

/** Values are mostly the same few: each is kept once, and sorted once. */
export type FieldKeys = Keys & {
  begin: () => void;
  take: (slot: number, value: Value) => void;
  /** Everybody in the order of what was taken. */
  finish: () => Order;
};

export function fieldKeys(key: string, db: ReadDb, people: People): FieldKeys {
  let values: (string | number)[] = [];
  let places = new Map<string | number, number>();
  const folded = new Map<string, string>();
  /** One more than the place among the values; 0 for none. As narrow as the number of values allows. */
  let placeOf: Uint8Array | Uint16Array | Uint32Array = new Uint8Array(0);

  function foldedOf(text: string): string {
    let known = folded.get(text);
    if (known !== undefined) return known;
    known = fold(text);
    if (folded.size < MOST_FOLDED) folded.set(text, known);
    return known;
  }
  function roomFor(slot: number, place: number): void {
    const isWide = place <= 0xff || (place <= 0xffff ? placeOf.BYTES_PER_ELEMENT > 1 : placeOf.BYTES_PER_ELEMENT > 2);
    if (slot < placeOf.length && isWide) return;
    const slots = slot < placeOf.length ? placeOf.length : Math.ceil((slot + 1) * 1.25);
    const bytes = isWide ? placeOf.BYTES_PER_ELEMENT : place > 0xffff ? 4 : 2;
    const more = bytes === 1 ? new Uint8Array(slots) : bytes === 2 ? new Uint16Array(slots) : new Uint32Array(slots);
    more.set(placeOf);
    placeOf = more;
  }
  function take(slot: number, value: Value): void {
    const known = typeof value === 'string' ? foldedOf(value) : value;
    let place = 0;
    if (known !== null && known !== '') {
      place = places.get(known) ?? 0;
      if (place === 0) {
        place = values.push(known);
        places.set(known, place);
      }
    }
    roomFor(slot, place);
    placeOf[slot] = place;
  }
  return {
    take,
    keyOf: (slot) => values[(placeOf[slot] ?? 0) - 1] ?? null,
    renew: (slots) => {
      const read = new Map(valuesOf(db, { key, ids: slots.map(people.idOf) }).map(({ id, value }) => [id, value]));
      for (const slot of slots) take(slot, read.get(people.idOf(slot)) ?? null);
    },
    begin: () => {
      values = [];
      places = new Map();
      placeOf = new Uint8Array(people.slots);
    },
    finish: () => {
      folded.clear();
      return bySharedValues(alive(people).slots, values, placeOf);
    },
  };
}

/** Reads several fields in one look at each contact. */
export async function readFields(db: ReadDb, people: People, fields: ReadonlyMap<string, FieldKeys>): Promise<void> {
  const [keys, all] = [[...fields.keys()], [...fields.values()]];
  for (const one of all) one.begin();
  for (let id = 0; ; ) {
    const { ids, columns } = valuesAfter(db, { keys, id, limit: SLICE });
    for (let at = 0; at < ids.length; at++) {
      const slot = people.slotOf(ids[at] as number);
      if (slot >= 0) for (let field = 0; field < all.length; field++) all[field]?.take(slot, columns[field]?.[at] ?? null);
    }
    id = ids.at(-1) ?? id;
    if (ids.length < SLICE) break;
    await setImmediate();
  }
}

/** Sorts by counting: how many share each value, and so where each of them begins. */
function bySharedValues(slots: Uint32Array, values: readonly (string | number)[], placeOf: ArrayLike<number>): Order {
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
