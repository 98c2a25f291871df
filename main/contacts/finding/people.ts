import { setImmediate } from 'node:timers/promises';
import type { ReadDb } from '../../db/db.ts';
import { fold, NAMELESS } from '../fold.ts';
import { type Bits, clearBit, hasBit, noBits, setBit } from './bits.ts';
import { changesAfter, type Findable, findableAfter, findableOf, lastChange, lastId } from './people.report.ts';
import { createTexts, type Texts } from './texts.ts';

/** Rows that are read at once, in a few milliseconds; then others get their turn. */
const SLICE = 2500;
/** So many changes are taken over one by one; of more, everything is read anew. */
const MOST_CHANGES = 100_000;

/** Everybody in memory, as far as it takes to find and to sort them; in slots, in the order in which they were added. */
export type People = {
  /** Takes over what has happened in the database since. */
  sync: () => Promise<void>;
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
  /** Is told of each slot that is new, different or empty from now on; and of null when all are others. */
  onChange: (listener: (slot: number | null) => void) => void;
};

type Arrays = { ids: Float64Array; changed: Float64Array; alive: Bits };

export function createPeople(db: ReadDb): People {
  const listeners: ((slot: number | null) => void)[] = [];
  const tell = (slot: number | null) => {
    for (const listener of listeners) listener(slot);
  };
  let texts = createTexts(0);
  let arrays: Arrays = room(1024);
  let [slots, total, seq, revision] = [0, 0, 0, 0];
  let ready = false;
  let syncing: Promise<void> | null = null;

  function append(person: Findable): void {
    if (slots === arrays.ids.length) arrays = room(Math.ceil(slots * 1.5), arrays);
    texts.append(textOf(person));
    arrays.ids[slots] = person.id;
    arrays.changed[slots] = person.changedAt;
    setBit(arrays.alive, slots);
    total++;
    tell(slots++);
  }

  /** Many ids are asked for in their order: mostly it is the slot after the last one. */
  let lately = 0;
  function slotOf(id: number): number {
    if (arrays.ids[lately + 1] === id && lately + 1 < slots) return ++lately;
    let [low, high] = [0, slots - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = arrays.ids[middle] ?? 0;
      if (found === id) {
        lately = middle;
        return middle;
      }
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
        texts.replace(slot, '');
        if (was) total--;
        clearBit(arrays.alive, slot);
      }
      tell(slot);
    }
    // The ids of the last contacts are given out again once those are deleted: what comes then is to be seen as new.
    while (slots > 0 && !hasBit(arrays.alive, slots - 1)) slots--;
    texts.truncate(slots);
  }

  function reset(): void {
    const expected = lastId(db);
    texts = createTexts(Math.min(expected, 4_000_000));
    arrays = room(1024);
    [slots, total] = [0, 0];
    seq = lastChange(db);
    ready = false;
    tell(null);
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
    for (;;) {
      const next = findableAfter(db, { id: slots === 0 ? 0 : (arrays.ids[slots - 1] ?? 0), limit: SLICE });
      for (const person of next) append(person);
      if (next.length < SLICE) break;
      await setImmediate();
    }
    if (before.seq !== seq || before.slots !== slots || !ready) revision++;
    ready = true;
  }

  return {
    sync: () => {
      syncing ??= bringUpToDate().finally(() => {
        syncing = null;
      });
      return syncing;
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

/** The address, once more as it is read where that differs, and the name; no word goes over the end of a line. */
function textOf({ emailKey, email, nameKey }: Findable): string {
  const read = fold(email);
  const name = nameKey === NAMELESS ? '' : nameKey;
  return `${emailKey}\n${read === emailKey ? '' : `${read}\n`}${name}\n`.replaceAll('\0', ' ');
}

/** What a text says of the address and of the name, to sort by; null for people without a name. */
export function keysOf(text: string): { email: string; name: string | null } {
  const lines = text.split('\n');
  return { email: lines[0] ?? '', name: lines.at(-2) || null };
}
