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
  less,
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
  shift,
  unsigned,
  V128,
  withoutLowest,
} from './assembler.ts';
import { engine, type WasmMemory } from './web-assembly.ts';

/** The search among those that other words have left: only their texts are looked at, and their bits taken if they lack it. */
type Narrow = (area: { needle: number; length: number; starts: number; bits: number; words: number }) => void;

const [NEEDLE, LENGTH, STARTS, BITS, END_OF_BITS] = [0, 1, 2, 3, 4];
const [LEFT, KEPT, SLOT, AT, END, MASK, PLACE, STEP] = [5, 6, 7, 8, 9, 10, 11, 12];
const sought = { needle: NEEDLE, length: LENGTH, second: 13, letters: [14, 15, 16] } as const;

const letters = [
  // Nothing but the needle leads out of all of these.
  ...goIf(atLeast(get(STEP), get(LENGTH)), 6),
  ...goIf(differ(loadByte(add(get(PLACE), get(STEP))), loadByte(add(get(NEEDLE), get(STEP)))), 1),
  ...add(get(STEP), number(1)),
  ...set(STEP),
  ...go(0),
];
const places = [
  ...goIf(isZero(get(MASK)), 1),
  ...add(get(AT), lowest(get(MASK))),
  ...set(PLACE),
  ...goIf(above(get(PLACE), get(END)), 3),
  ...number(1),
  ...set(STEP),
  ...block(loop(letters)),
  ...withoutLowest(get(MASK)),
  ...set(MASK),
  ...go(0),
];
const text = [
  ...goIf(above(get(AT), get(END)), 1),
  ...placesOf(get(AT), sought),
  ...set(MASK),
  ...block(loop(places)),
  ...add(get(AT), number(16)),
  ...set(AT),
  ...go(0),
];
const start = add(get(STARTS), shift(get(SLOT), 2));
const candidates = [
  ...goIf(isZero(get(LEFT)), 1),
  ...lowest(get(LEFT)),
  ...set(SLOT),
  ...withoutLowest(get(LEFT)),
  ...set(LEFT),
  ...load(start),
  ...set(AT),
  // The last place at which it could begin.
  ...less(load(start, 4), get(LENGTH)),
  ...set(END),
  ...block([...block(loop(text)), ...get(KEPT), ...number(1), ...get(SLOT), 0x74, 0x73, ...set(KEPT)]),
  ...go(0),
];
const body = [
  ...lettersOf(sought),
  ...block(
    loop([
      ...goIf(atLeast(get(BITS), get(END_OF_BITS)), 1),
      ...load(get(BITS)),
      ...set(LEFT),
      ...get(LEFT),
      ...set(KEPT),
      ...block(loop(candidates)),
      ...[...get(BITS), ...get(KEPT), 0x36, 2, 0],
      ...add(get(BITS), number(4)),
      ...set(BITS),
      ...add(get(STARTS), number(128)),
      ...set(STARTS),
      ...go(0),
    ]),
  ),
  0x0b,
];

const code = [2, 9, I32, 3, V128, ...body];
const source = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
  ...section(2, [1, ...named('m'), ...named('memory'), 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...named('narrow'), 0, 0]),
  ...section(10, [1, ...unsigned(code.length), ...code]),
]);

export function createNarrow(memory: WasmMemory): Narrow {
  const { exports } = new engine.Instance(new engine.Module(source), { m: { memory } });
  const narrow = exports['narrow'] as (...given: number[]) => void;
  return ({ needle, length, starts, bits, words }) => narrow(needle, length, starts, bits, bits + 4 * words);
}
