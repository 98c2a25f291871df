import {
  above,
  add,
  atLeast,
  block,
  differ,
  get,
  go,
  goIf,
  I32,
  isZero,
  lettersOf,
  load,
  loadByte,
  loop,
  lowest,
  named,
  number,
  placesOf,
  section,
  set,
  unsigned,
  V128,
  withoutLowest,
} from './assembler.ts';
import { BEGIN } from './person-text.ts';
import { engine, type WasmMemory } from './web-assembly.ts';

/**
 * The search in the texts of everybody, as a module of WebAssembly that is put together here: sixteen places are looked at
 * by one instruction, so that a million texts take some milliseconds where a word is too frequent for signs to leave few. The
 * same in JavaScript takes ten times as long.
 */
type Kernel = (area: {
  /** Where the texts begin and end, each of them after the other. */
  text: number;
  end: number;
  needle: number;
  length: number;
  /** Where each text begins, and where the last one ends: 32-bit numbers. */
  starts: number;
  /** One bit for each text, set where it has the needle. */
  bits: number;
  /** The sign behind the part of a text in which it has to be; 0 for any. */
  part: number;
}) => number;

/** Memory behind the last text that may be read, though nothing in it counts. */
export const SPARE = 16;

const [TEXT, END, NEEDLE, LENGTH, STARTS, BITS, PART] = [0, 1, 2, 3, 4, 5, 6];
const [SLOT, COUNT, MASK, AT, STEP, SIGN] = [7, 8, 9, 10, 11, 12];
const sought = { needle: NEEDLE, length: LENGTH, second: 13, letters: [14, 15, 16] } as const;

const nextStart = load(add(get(STARTS), [...get(SLOT), ...number(2), 0x74]), 4);
const word = add(get(BITS), [...get(SLOT), ...number(5), 0x76, ...number(2), 0x74]);

const letters = [
  ...goIf(atLeast(get(STEP), get(LENGTH)), 1),
  // Not the needle: on with the next of these places.
  ...goIf(differ(loadByte(add(get(AT), get(STEP))), loadByte(add(get(NEEDLE), get(STEP)))), 2),
  ...add(get(STEP), number(1)),
  ...set(STEP),
  ...go(0),
];
/** On to the sign behind the part in which the needle was found. */
const toSign = [...goIf(atLeast(loadByte(get(SIGN)), number(BEGIN)), 1), ...add(get(SIGN), number(1)), ...set(SIGN), ...go(0)];
const inPart = [
  ...goIf(isZero(get(PART)), 0),
  ...get(AT),
  ...set(SIGN),
  ...block(loop(toSign)),
  // In another part: on with the next of these places.
  ...goIf(differ(loadByte(get(SIGN)), get(PART)), 1),
];
const body = [
  ...lettersOf(sought),
  ...block(
    loop([
      ...goIf(above(add(get(TEXT), get(LENGTH)), get(END)), 1),
      ...placesOf(get(TEXT), sought),
      ...set(MASK),
      ...block(
        loop([
          ...goIf(isZero(get(MASK)), 1),
          ...add(get(TEXT), lowest(get(MASK))),
          ...set(AT),
          ...goIf(above(add(get(AT), get(LENGTH)), get(END)), 3),
          ...number(1),
          ...set(STEP),
          ...block([
            ...block(loop(letters)),
            ...block(inPart),
            ...block(loop([...goIf(above(nextStart, get(AT)), 1), ...add(get(SLOT), number(1)), ...set(SLOT), ...go(0)])),
            ...word,
            ...load(word),
            ...[...number(1), ...get(SLOT), ...number(31), 0x71, 0x74, 0x72],
            ...[0x36, 2, 0],
            ...add(get(COUNT), number(1)),
            ...set(COUNT),
            // One hit in a text is enough.
            ...nextStart,
            ...set(TEXT),
            ...go(3),
          ]),
          ...withoutLowest(get(MASK)),
          ...set(MASK),
          ...go(0),
        ]),
      ),
      ...add(get(TEXT), number(16)),
      ...set(TEXT),
      ...go(0),
    ]),
  ),
  ...get(COUNT),
  0x0b,
];

const code = [2, 7, I32, 3, V128, ...body];
const source = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 7, I32, I32, I32, I32, I32, I32, I32, 1, I32]),
  ...section(2, [1, ...named('m'), ...named('memory'), 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...named('search'), 0, 0]),
  ...section(10, [1, ...unsigned(code.length), ...code]),
]);

/** How many texts of this memory have the needle; their bits are set. */
export function createKernel(memory: WasmMemory): Kernel {
  const { exports } = new engine.Instance(new engine.Module(source), { m: { memory } });
  const search = exports['search'] as (...given: number[]) => number;
  return ({ text, end, needle, length, starts, bits, part }) => search(text, end, needle, length, starts, bits, part);
}
