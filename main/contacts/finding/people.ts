import { setImmediate } from 'node:timers/promises';
import type { ReadDb } from '../../db/db.ts';
import { type Bits, clearBit, hasBit, noBits, setBit } from './bits.ts';
import { changesAfter, findableAfter, findableOf, lastChange, lastId } from './people.report.ts';
import { type Intake, takeIn, textOf } from './person-text.ts';
import { roomFor } from './room.ts';
import { createTexts, type Texts } from './texts.ts';

/** Rows that are read at once, in a few milliseconds; then others get their turn. */
const SLICE = 5000;
/** So many changes are taken over one by one; of more, everything is read anew. */
const MOST_CHANGES = 100_000;

/** Everybody in memory, as far as it takes to find and to sort them; in slots, in the order in which they were added. */
export type People = {
  /** Takes over what has happened in the database since. */
  sync: () => Promise<void>;
  /** Only who is new, and nothing that has happened to the others: little beside an import that goes on. */
  grow: () => Promise<void>;
  /** Whether all were read once. */
  readonly ready: boolean;
  /** Goes up whenever anything is different. */
  readonly revision: number;
  readonly slots: number;
  readonly alive: Bits;
  readonly total: number;
  readonly texts: Texts;
  idOf: (slot: number) => number;
  /** The slot of a contact; -1 where it is not known, or not yet. */
  slotOf: (id: number) => number;
  changedAt: (slot: number) => number;
  /** Is told of slots that are new, different or empty from now on; and of null when all are others. */
  onChange: (listener: Listener) => void;
};
type Listener = (slots: { from: number; before: number } | null) => void;

type Arrays = { ids: Float64Array; changed: Float64Array; alive: Bits };

export function createPeople(db: ReadDb): People {
  const listeners: Listener[] = [];
  const tell: Listener = (slots) => {
    for (const listener of listeners) listener(slots);
  };
  let texts = createTexts(0);
  let arrays: Arrays = room(1024);
  let [slots, total, seq, revision] = [0, 0, 0, 0];
  let ready = false;
  let syncing: Promise<void> | null = null;
  let growing: Promise<void> | null = null;

  function append(people: Intake): void {
    const from = slots;
    slots += people.ends.length;
    if (slots > arrays.ids.length) arrays = room(roomFor(slots), arrays);
    texts.append(people.texts, people.ends);
    arrays.ids.set(people.ids, from);
    arrays.changed.set(people.changed, from);
    for (let slot = from; slot < slots; slot++) setBit(arrays.alive, slot);
    total += slots - from;
    tell({ from, before: slots });
  }

  /** A slot lies as far from the first as its id does, but for the ids that nobody has any more. */
  function slotOf(id: number): number {
    const [first = 0, last = 0] = [arrays.ids[0], arrays.ids[slots - 1]];
    if (slots === 0 || id < first || id > last) return -1;
    const gaps = last - first - (slots - 1);
    let high = Math.min(id - first, slots - 1);
    if (arrays.ids[high] === id) return high;
    let low = Math.max(0, high - gaps);
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = arrays.ids[middle] ?? 0;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  function takeOver(changes: readonly { id: number }[]): void {
    const ids = [...new Set(changes.map(({ id }) => id))].filter((id) => slotOf(id) >= 0);
    const now = new Map(findableOf(db, ids).map((person) => [person.id, person]));
    for (const id of ids) {
      const slot = slotOf(id);
      const person = now.get(id);
      const was = hasBit(arrays.alive, slot);
      if (person) {
        texts.replace(slot, textOf(person));
        arrays.changed[slot] = person.changedAt;
        if (!was) total++;
        setBit(arrays.alive, slot);
      } else {
        texts.replace(slot, null);
        if (was) total--;
        clearBit(arrays.alive, slot);
      }
      tell({ from: slot, before: slot + 1 });
    }
    // The ids of the last contacts are given out again once those are deleted: what comes then is to be seen as new.
    while (slots > 0 && !hasBit(arrays.alive, slots - 1)) slots--;
    texts.truncate(slots);
  }

  function reset(): void {
    const expected = lastId(db);
    texts = createTexts(Math.min(expected, 4_000_000));
    arrays = room(roomFor(Math.min(expected, 4_000_000)));
    [slots, total] = [0, 0];
    seq = lastChange(db);
    ready = false;
    tell(null);
  }

  async function readNew(): Promise<void> {
    for (;;) {
      const next = findableAfter(db, { id: slots === 0 ? 0 : (arrays.ids[slots - 1] ?? 0), limit: SLICE });
      if (next.count > 0) append(takeIn(next.rows, next.count));
      if (next.count < SLICE) break;
      await setImmediate();
    }
  }

  async function bringUpToDate(): Promise<void> {
    const before = { seq, slots };
    const newest = lastChange(db);
    // Of very many changes, and where they have left more gaps than people, it begins anew.
    if (!ready || newest - seq > MOST_CHANGES || slots > 2 * total + MOST_CHANGES || texts.strayed > 20_000) reset();
    while (seq < newest) {
      const changes = changesAfter(db, { seq, limit: SLICE });
      // Cleared away before they were seen.
      if (changes[0]?.seq !== seq + 1) {
        reset();
        break;
      }
      takeOver(changes);
      seq = changes.at(-1)?.seq ?? newest;
      await setImmediate();
    }
    await readNew();
    if (before.seq !== seq || before.slots !== slots || !ready) revision++;
    ready = true;
  }

  const oneAtATime = (work: () => Promise<void>): Promise<void> => {
    syncing ??= work().finally(() => {
      syncing = null;
    });
    return syncing;
  };
  return {
    // Who comes while they are growing asks for more than that.
    sync: async () => {
      while (growing) await growing;
      await oneAtATime(bringUpToDate);
    },
    grow: async () => {
      if (!ready) return oneAtATime(bringUpToDate);
      if (syncing || growing) return;
      const before = slots;
      growing = readNew().finally(() => {
        growing = null;
        if (slots !== before) revision++;
      });
      await growing;
    },
    slotOf,
    idOf: (slot) => arrays.ids[slot] ?? 0,
    changedAt: (slot) => arrays.changed[slot] ?? 0,
    onChange: (listener) => void listeners.push(listener),
    get ready() {
      return ready;
    },
    get revision() {
      return revision;
    },
    get slots() {
      return slots;
    },
    get alive() {
      return arrays.alive;
    },
    get total() {
      return total;
    },
    get texts() {
      return texts;
    },
  };
}

function room(slots: number, before?: Arrays): Arrays {
  const arrays = { ids: new Float64Array(slots), changed: new Float64Array(slots), alive: noBits(slots) };
  if (before) {
    arrays.ids.set(before.ids);
    arrays.changed.set(before.changed);
    arrays.alive.set(before.alive);
  }
  return arrays;
}
