import { type Bits, hasBit, noBits, setBit } from './bits.ts';
import { createKernel, SPARE } from './kernel.ts';
import { createLetters } from './letters.ts';
import { createNarrow } from './narrow.ts';
import { engine } from './web-assembly.ts';

const PAGE = 65_536;
const NEEDLE = 0;
const NEEDLE_ROOM = 1024;
/** What a text is where there is none any more; no word that is looked for has it. */
const GONE = 0;

/** The texts of people, each in the slot of its person, to be searched for words anywhere in them. */
export type Texts = {
  /** Into the next slot. */
  append: (text: string) => void;
  /** Another text for a slot, or none. */
  replace: (slot: number, text: string) => void;
  /** The slots whose text has the word. */
  search: (word: string) => Bits;
  /** Those of some slots whose text has the word: nothing but these is looked at. */
  narrow: (among: Bits, word: string) => Bits;
  /** Forgets the slots from this one on. */
  truncate: (slots: number) => void;
  /** What stands in a slot. */
  read: (slot: number) => string;
  /** How many have become longer and lie elsewhere, where each is looked at by itself. */
  readonly strayed: number;
};

/** `slots` is how many are to be expected; room is made for more. */
export function createTexts(slots: number): Texts {
  let room = Math.max(1024, Math.ceil(slots * 1.25));
  let memory = new engine.Memory({ initial: 1, maximum: 65_536 });
  let kernel = createKernel(memory);
  let narrow = createNarrow(memory);
  const letters = createLetters(room);
  let bytes = Buffer.from(memory.buffer);
  let starts = new Uint32Array(memory.buffer, 0, 0);
  let [startsAt, bitsAt, textAt, end, used] = [0, 0, 0, 0, 0];
  /** Texts that do not fit where they were; they are few. */
  const strayed = new Map<number, string>();

  function view(): void {
    bytes = Buffer.from(memory.buffer);
    starts = new Uint32Array(memory.buffer, startsAt, room + 1);
  }
  function layOut(): void {
    startsAt = NEEDLE_ROOM;
    bitsAt = startsAt + 4 * (room + 2);
    textAt = bitsAt + 4 * ((room + 31) >>> 5) + 4;
    end = textAt;
    need(0);
    view();
    starts[0] = textAt;
  }
  function need(more: number): void {
    const missing = end + more + SPARE + NEEDLE_ROOM - memory.buffer.byteLength;
    if (missing <= 0) return;
    // Growing moves nothing, but what was looked at through is gone.
    memory.grow(Math.ceil(Math.max(missing, memory.buffer.byteLength / 8) / PAGE));
    view();
  }
  /** Everything once more in a larger memory. */
  function enlarge(): void {
    const texts = bytes.subarray(textAt, end);
    const before = starts.subarray(0, used + 1);
    const from = textAt;
    room = Math.ceil(room * 1.5);
    memory = new engine.Memory({ initial: 1, maximum: 65_536 });
    kernel = createKernel(memory);
    narrow = createNarrow(memory);
    layOut();
    need(texts.length);
    texts.copy(bytes, textAt);
    end = textAt + texts.length;
    for (let slot = 0; slot <= used; slot++) starts[slot] = (before[slot] ?? 0) - from + textAt;
  }
  layOut();

  const own = (slot: number) => bytes.toString('utf8', starts[slot], starts[slot + 1]);
  return {
    append: (text) => {
      if (used + 1 > room) enlarge();
      need(text.length * 3);
      end += bytes.write(text, end);
      letters.put(used, text);
      used++;
      starts[used] = end;
    },
    replace: (slot, text) => {
      const [from = 0, to = 0] = [starts[slot], starts[slot + 1]];
      bytes.fill(GONE, from, to);
      strayed.delete(slot);
      letters.put(slot, text);
      if (Buffer.byteLength(text) <= to - from) bytes.write(text, from);
      else strayed.set(slot, text);
    },
    search: (word) => {
      const known = letters.search(word, used);
      if (known) return known;
      const needle = Buffer.from(word);
      if (needle.length === 0 || needle.length > NEEDLE_ROOM) return noBits(used);
      needle.copy(bytes, NEEDLE);
      const words = (used + 31) >>> 5;
      const bits = new Uint32Array(memory.buffer, bitsAt, words);
      bits.fill(0);
      kernel({ text: textAt, end, needle: NEEDLE, length: needle.length, starts: startsAt, bits: bitsAt });
      const found = bits.slice();
      for (const [slot, text] of strayed) if (text.includes(word)) setBit(found, slot);
      return found;
    },
    narrow: (among, word) => {
      const needle = Buffer.from(word);
      if (needle.length === 0 || needle.length > NEEDLE_ROOM) return noBits(used);
      needle.copy(bytes, NEEDLE);
      const words = Math.min(among.length, (used + 31) >>> 5);
      const bits = new Uint32Array(memory.buffer, bitsAt, words);
      bits.set(among.subarray(0, words));
      narrow({ needle: NEEDLE, length: needle.length, starts: startsAt, bits: bitsAt, words });
      const found = bits.slice();
      for (const [slot, text] of strayed) if (hasBit(among, slot) && text.includes(word)) setBit(found, slot);
      return found;
    },
    truncate: (slots) => {
      used = slots;
      end = starts[slots] ?? textAt;
      for (const slot of strayed.keys()) if (slot >= slots) strayed.delete(slot);
    },
    read: (slot) => strayed.get(slot) ?? own(slot).replaceAll('\0', ''),
    get strayed() {
      return strayed.size;
    },
  };
}
