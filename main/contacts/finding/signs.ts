import { type Bits, noBits } from './bits.ts';
import { PAIRS, pairsOf, sharedOut, spreadOut } from './pairs.ts';
import { roomFor } from './room.ts';

/** The letters that texts are asked for most: of these it is known of each text whether it has them. */
const KNOWN = 'abcdefghijklmnopqrstuvwxyz0123456789.@-_';
const placeOf = new Int16Array(256).fill(-1);
for (let place = 0; place < KNOWN.length; place++) placeOf[KNOWN.charCodeAt(place)] = place;

const SIGNS = PAIRS + KNOWN.length;

/** People whose bits of one sign lie beside each other, to be read in one go. */
const STRETCH = 65_536;
const WORDS = STRETCH / 32;
/** From one sign to the next. A power of two would put those of one person on top of each other in the processor's memory. */
const STEP = WORDS + 16;
const ALL = SIGNS * STEP;
/** A word has no more people for any further sign of it. */
const MOST_SIGNS = 16;

/** Whether it is known of everybody who has this word: one letter. */
export const isKnown = ([letter = 0, ...others]: Uint8Array): boolean => others.length === 0 && (placeOf[letter] ?? -1) >= 0;

/**
 * Signs of the texts: which letters they have, and which pairs of letters beside each other. Whoever lacks a sign of a word
 * cannot have the word, so that of a million texts only some thousands have to be looked at; of one letter, none. It takes
 * 21 bytes for each person, in place of an index of parts of words, which would be larger than the texts.
 */
export type Signs = {
  /** Finds out from some texts which pairs are frequent, as long as nobody has a sign. */
  learn: (texts: Uint8Array, people: number) => void;
  put: (slot: number, text: Uint8Array, from: number, to: number) => void;
  /** Takes back all signs of a slot. */
  clear: (slot: number) => void;
  /** Those of the first so many slots who may have all of the words; of letters that are known, those who have them. */
  search: (words: readonly Uint8Array[], slots: number) => Bits;
};

export function createSigns(slots: number): Signs {
  // Stretch after stretch, so that growing moves nothing.
  let has = new Uint32Array(Math.ceil(slots / STRETCH) * ALL);
  function grow(slot: number): void {
    const before = has;
    has = new Uint32Array(Math.ceil(roomFor(slot + 1) / STRETCH) * ALL);
    has.set(before);
  }
  const set = (place: number, bit: number) => {
    has[place] = (has[place] as number) | bit;
  };
  let signOf: Readonly<Uint8Array> = spreadOut;
  const baseOf = (slot: number) => Math.floor(slot / STRETCH) * ALL + (Math.floor(slot / 32) % WORDS);
  return {
    learn: (texts, people) => {
      signOf = sharedOut(texts, people);
    },
    put: (slot, text, from, to) => {
      const base = baseOf(slot);
      if (base >= has.length) grow(slot);
      const bit = 1 << (slot % 32);
      let pair = 0;
      for (let at = from; at < to; at++) {
        const byte = text[at] as number;
        const letter = placeOf[byte] as number;
        if (letter >= 0) set(base + (PAIRS + letter) * STEP, bit);
        pair = ((pair << 8) | byte) & 0xffff;
        set(base + (signOf[pair] as number) * STEP, bit);
      }
    },
    clear: (slot) => {
      const base = baseOf(slot);
      const bit = 1 << (slot % 32);
      for (let sign = 0; sign < SIGNS && base < has.length; sign++)
        has[base + sign * STEP] = (has[base + sign * STEP] as number) & ~bit;
    },
    search: (words, slots) => {
      const signs = [...new Set(words.flatMap((word) => signsOf(word, signOf)))];
      const found = noBits(slots).fill(-1);
      for (let first = 0; first < found.length; first += WORDS) {
        const some = found.subarray(first, first + WORDS);
        const base = (first / WORDS) * ALL;
        for (let at = 0, any = true; at < signs.length && any; at++) any = keep(some, has, base + (signs[at] as number) * STEP);
      }
      if (slots % 32 !== 0) found[found.length - 1] = (found.at(-1) ?? 0) & ((1 << (slots % 32)) - 1);
      return found;
    },
  };
}

/** Leaves those of some who have a sign too; returns whether anybody is left. By itself, since small loops are made fast soonest. */
function keep(some: Bits, has: Uint32Array, from: number): boolean {
  let any = 0;
  for (let at = 0; at < some.length; at++) {
    const left = (some[at] as number) & (has[from + at] as number);
    some[at] = left;
    any |= left;
  }
  return any !== 0;
}

/** Of the pairs of a word and of its letters: pairs leave fewer. */
function signsOf(word: Uint8Array, signOf: Readonly<Uint8Array>): number[] {
  const pairs = pairsOf(word).map((pair) => signOf[pair] as number);
  const letters = Array.from(word, (byte) => placeOf[byte] as number).filter((letter) => letter >= 0);
  return [...new Set([...pairs, ...letters.map((letter) => PAIRS + letter)])].slice(0, MOST_SIGNS);
}
