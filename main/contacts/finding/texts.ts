import { type Bits, both, countBits, hasBit, noBits, setBit } from './bits.ts';
import { createKernel, SPARE } from './kernel.ts';
import { createNarrow } from './narrow.ts';
import { BEGIN, GONE } from './person-text.ts';
import { roomFor } from './room.ts';
import { createSigns, isKnown } from './signs.ts';
import { engine } from './web-assembly.ts';

const PAGE = 65_536;
const NEEDLE = 0;
const NEEDLE_ROOM = 1024;
/** From so many texts it can be told which letters are frequent. */
const TELLING = 500;
/** A text by itself takes as long as so many of those that are read through. */
const ONE_BY_ITSELF = 10;

/** The texts of people, each in the slot of its person, to be searched for words anywhere in them. */
export type Texts = {
  /** Into the next slots: one after the other, and where each ends. */
  append: (texts: Buffer, ends: ArrayLike<number>) => void;
  /** Another text for a slot, or none. */
  replace: (slot: number, text: Buffer | null) => void;
  /** The slots whose text has all of the words. */
  search: (words: readonly string[]) => Bits;
  /** The slots whose text has these bytes, in the part before a sign; 0 for any part. */
  find: (needle: Buffer, part: number) => Bits;
  /** Forgets the slots from this one on. */
  truncate: (slots: number) => void;
  /** What stands in a slot, while nothing is changed. */
  read: (slot: number) => Buffer;
  /** How many have become longer and lie elsewhere, where each is looked at by itself. */
  readonly strayed: number;
};

/** `slots` is how many are to be expected; room is made for more. */
export function createTexts(slots: number): Texts {
  let room = roomFor(slots);
  let memory = new engine.Memory({ initial: 1, maximum: 65_536 });
  let kernel = createKernel(memory);
  let narrow = createNarrow(memory);
  const signs = createSigns(room);
  let bytes = Buffer.from(memory.buffer);
  let starts = new Uint32Array(memory.buffer, 0, 0);
  let [startsAt, bitsAt, textAt, end, used] = [0, 0, 0, 0, 0];
  /** Texts that do not fit where they were; they are few. */
  const strayed = new Map<number, Buffer>();

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
    room = roomFor(room * 2);
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

  const own = (slot: number) => bytes.subarray(starts[slot], starts[slot + 1]);
  const isNeedle = (needle: Buffer) => needle.length > 0 && needle.length <= NEEDLE_ROOM;
  const bitsOfAll = () => new Uint32Array(memory.buffer, bitsAt, (used + 31) >>> 5);
  /** Reads through all texts. */
  const find: Texts['find'] = (needle, part) => {
    if (!isNeedle(needle)) return noBits(used);
    needle.copy(bytes, NEEDLE);
    const bits = bitsOfAll();
    bits.fill(0);
    kernel({ text: textAt, end, needle: NEEDLE, length: needle.length, starts: startsAt, bits: bitsAt, part });
    const found = bits.slice();
    for (const [slot, text] of strayed) if (has(text, needle, part)) setBit(found, slot);
    return found;
  };
  /** Those of some who have the word; all texts are read through where that is faster. */
  function among(some: Bits, needle: Buffer): Bits {
    if (countBits(some) * ONE_BY_ITSELF > used) return both(some, find(needle, 0));
    needle.copy(bytes, NEEDLE);
    const bits = bitsOfAll();
    bits.set(some);
    narrow({ needle: NEEDLE, length: needle.length, starts: startsAt, bits: bitsAt, words: bits.length });
    const found = bits.slice();
    for (const [slot, text] of strayed) if (hasBit(some, slot) && text.includes(needle)) setBit(found, slot);
    return found;
  }
  return {
    find,
    append: (texts, ends) => {
      while (used + ends.length > room) enlarge();
      need(texts.length);
      texts.copy(bytes, end);
      if (used === 0 && ends.length >= TELLING) signs.learn(texts, ends.length);
      for (let at = 0, from = 0; at < ends.length; at++) {
        const to = ends[at] as number;
        signs.put(used, texts, from, to);
        starts[++used] = end + to;
        from = to;
      }
      end = starts[used] as number;
    },
    replace: (slot, text) => {
      const [from = 0, to = 0] = [starts[slot], starts[slot + 1]];
      bytes.fill(GONE, from, to);
      strayed.delete(slot);
      signs.clear(slot);
      if (!text) return;
      signs.put(slot, text, 0, text.length);
      if (text.length <= to - from) text.copy(bytes, from);
      else strayed.set(slot, text);
    },
    search: (words) => {
      const needles = words.map((word) => Buffer.from(word));
      if (!needles.every(isNeedle)) return noBits(used);
      const may = signs.search(needles, used);
      return needles.filter((needle) => !isKnown(needle)).reduce(among, may);
    },
    truncate: (slots) => {
      for (let slot = slots; slot < used; slot++) signs.clear(slot);
      used = slots;
      end = starts[slots] ?? textAt;
      for (const slot of strayed.keys()) if (slot >= slots) strayed.delete(slot);
    },
    read: (slot) => strayed.get(slot) ?? own(slot),
    get strayed() {
      return strayed.size;
    },
  };
}

/** Whether a text has these bytes, in a part of it. */
function has(text: Buffer, needle: Buffer, part: number): boolean {
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    if (part === 0 || text.subarray(at).find((byte) => byte >= BEGIN) === part) return true;
  }
  return false;
}
