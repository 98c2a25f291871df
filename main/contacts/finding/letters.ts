import type { Bits } from './bits.ts';
import { roomFor } from './room.ts';

/** The letters that texts are asked for most: of these it is known of each text whether it has them. */
const KNOWN = 'abcdefghijklmnopqrstuvwxyz0123456789.@-_';
/** By the code of a letter: its bit, in the first word or in the second. */
const [lowOf, highOf] = [new Uint32Array(256), new Uint32Array(256)];
for (let at = 0; at < KNOWN.length; at++) (at < 32 ? lowOf : highOf)[KNOWN.charCodeAt(at)] = 1 << (at & 31);

/** Which letters each text has. A single letter, which nearly everybody has, is then found without looking at any text. */
export type Letters = {
  put: (slot: number, text: Uint8Array, from: number, to: number) => void;
  /** Who has a word of one letter; null where that is not known. */
  search: (word: string, slots: number) => Bits | null;
};

export function createLetters(slots: number): Letters {
  let low = new Uint32Array(slots);
  let high = new Uint32Array(slots);
  function grow(slot: number): void {
    const [lowBefore, highBefore] = [low, high];
    const room = roomFor(slot + 1);
    low = new Uint32Array(room);
    high = new Uint32Array(room);
    low.set(lowBefore);
    high.set(highBefore);
  }
  return {
    put: (slot, text, from, to) => {
      if (slot >= low.length) grow(slot);
      let [lower, upper] = [0, 0];
      for (let at = from; at < to; at++) {
        const byte = text[at] as number;
        lower |= lowOf[byte] as number;
        upper |= highOf[byte] as number;
      }
      low[slot] = lower;
      high[slot] = upper;
    },
    search: (word, slots) => {
      const place = word.length === 1 ? KNOWN.indexOf(word) : -1;
      if (place < 0) return null;
      const from = place < 32 ? low : high;
      const by = place & 31;
      const bits = new Uint32Array((slots + 31) >>> 5);
      for (let slot = 0; slot < slots; slot++) {
        const bit = ((from[slot] as number) >>> by) & 1;
        bits[slot >>> 5] = (bits[slot >>> 5] as number) | (bit << (slot & 31));
      }
      return bits;
    },
  };
}
