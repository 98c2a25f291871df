import { type Bits, noBits } from './bits.ts';
import { statusNumber } from './kept.report.ts';
import { type KeptSet, MOST_TIMES } from './kept-set.ts';

/** What is known of each slot: a number, 0 for nothing, and for what people did and got when it was last. */
export type Column = {
  /** The whole of what it is about, without what a question narrows it down to. */
  about: KeptSet;
  put: (slot: number, value: number, last: number) => void;
  clear: (slot: number) => void;
  /** Who of so many slots fulfils a question about it. Kept until something is put. */
  bits: (set: KeptSet, slots: number) => Bits;
};

/** Columns are shared by all questions that differ in numbers alone. */
export function nameOf(set: KeptSet): string {
  switch (set.of) {
    case 'tag':
      return `tag ${set.tag}`;
    case 'list':
      return `list ${set.list}`;
    case 'received':
      return 'received';
    case 'did':
      return `did ${set.name}`;
  }
}

/** Columns that know a time take ten bytes for each person; the others one. */
export const isTall = (set: KeptSet): boolean => set.of === 'received' || set.of === 'did';

const MOST_ANSWERS = 4;

export function createColumn(about: KeptSet, slots: number): Column {
  const tall = isTall(about);
  let values = tall ? new Uint16Array(slots) : new Uint8Array(slots);
  let lasts = new Float64Array(tall ? slots : 0);
  const answers = new Map<string, Bits>();

  function grow(slot: number): void {
    const room = Math.ceil((slot + 1) * 1.25);
    const [before, lastsBefore] = [values, lasts];
    values = tall ? new Uint16Array(room) : new Uint8Array(room);
    values.set(before);
    if (!tall) return;
    lasts = new Float64Array(room);
    lasts.set(lastsBefore);
  }

  function put(slot: number, value: number, last: number): void {
    if (slot >= values.length) grow(slot);
    values[slot] = Math.min(value, MOST_TIMES);
    if (tall) lasts[slot] = last;
    if (answers.size > 0) answers.clear();
  }

  return {
    about,
    put,
    clear: (slot) => {
      if (slot < values.length && values[slot] !== 0) put(slot, 0, 0);
    },
    bits: (set, slots) => {
      const name = JSON.stringify([set, slots]);
      const known = answers.get(name);
      if (known) return known;
      const bits = 'times' in set ? frequent(set, slots) : equal(set, slots);
      answers.set(name, bits);
      const [oldest] = answers.keys();
      if (answers.size > MOST_ANSWERS && oldest !== undefined) answers.delete(oldest);
      return bits;
    },
  };

  function frequent({ times, since }: { times: number; since: number | null }, slots: number): Bits {
    const bits = noBits(slots);
    const from = since ?? Number.NEGATIVE_INFINITY;
    const end = Math.min(slots, values.length);
    for (let slot = 0; slot < end; slot++)
      if ((values[slot] as number) >= times && (lasts[slot] as number) >= from)
        bits[slot >>> 5] = (bits[slot >>> 5] as number) | (1 << (slot & 31));
    return bits;
  }

  function equal(set: Extract<KeptSet, { of: 'tag' | 'list' }>, slots: number): Bits {
    const bits = noBits(slots);
    const status = set.of === 'list' ? set.status : null;
    const wanted = status === null ? 0 : statusNumber[status];
    const end = Math.min(slots, values.length);
    for (let slot = 0; slot < end; slot++) {
      const value = values[slot] as number;
      if (value !== 0 && (wanted === 0 || value === wanted)) bits[slot >>> 5] = (bits[slot >>> 5] as number) | (1 << (slot & 31));
    }
    return bits;
  }
}
