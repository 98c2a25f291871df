import { engine, type WasmMemory } from './web-assembly.ts';

/**
 * The search in the texts of everybody, as a module of WebAssembly that is put together here: sixteen places are looked at
 * by one instruction, so that a million texts take some milliseconds and no index has to be kept. The same in JavaScript
 * takes ten times as long, and an index of parts of words would be larger than the texts and slow imports down.
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
}) => number;

/** Memory behind the last text that may be read, though nothing in it counts. */
export const SPARE = 16;

const I32 = 0x7f;
const V128 = 0x7b;
const NOTHING = 0x40;

/** Numbers of the format: seven bits to a byte, the lowest first. */
function unsigned(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...unsigned(value >>> 7)];
}
function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  return (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0) ? [low] : [low | 0x80, ...signed(rest)];
}

const [TEXT, END, NEEDLE, LENGTH, STARTS, BITS] = [0, 1, 2, 3, 4, 5];
const [SLOT, COUNT, MASK, AT, STEP, FIRST, LAST] = [6, 7, 8, 9, 10, 11, 12];

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const number = (value: number) => [0x41, ...signed(value)];
const add = (a: number[], b: number[]) => [...a, ...b, 0x6a];
const less = (a: number[], b: number[]) => [...a, ...b, 0x6b];
const load = (address: number[], offset = 0) => [...address, 0x28, 2, offset];
const loadByte = (address: number[]) => [...address, 0x2d, 0, 0];
const loadBytes = (address: number[]) => [...address, 0xfd, 0, 0, 0];
const equalBytes = (a: number[], b: number[]) => [...a, ...b, 0xfd, 0x23];
const atLeast = (a: number[], b: number[]) => [...a, ...b, 0x4f];
const above = (a: number[], b: number[]) => [...a, ...b, 0x4b];
const differ = (a: number[], b: number[]) => [...a, ...b, 0x47];
const loop = (body: number[]) => [0x03, NOTHING, ...body, 0x0b];
const block = (body: number[]) => [0x02, NOTHING, ...body, 0x0b];
/** Leaves a block, or goes on with a loop, so many levels out. */
const go = (levels: number) => [0x0c, levels];
const goIf = (condition: number[], levels: number) => [...condition, 0x0d, levels];
const spread = (address: number[]) => [...loadByte(address), 0xfd, 0x0f];
const nextStart = load(add(get(STARTS), [...get(SLOT), ...number(2), 0x74]), 4);
const word = add(get(BITS), [...get(SLOT), ...number(5), 0x76, ...number(2), 0x74]);

const body = [
  ...spread(get(NEEDLE)),
  ...set(FIRST),
  ...spread(less(add(get(NEEDLE), get(LENGTH)), number(1))),
  ...set(LAST),
  ...block(
    loop([
      ...goIf(above(add(get(TEXT), get(LENGTH)), get(END)), 1),
      // The places of these sixteen at which both the first and the last letter are right.
      ...equalBytes(loadBytes(get(TEXT)), get(FIRST)),
      ...equalBytes(loadBytes(less(add(get(TEXT), get(LENGTH)), number(1))), get(LAST)),
      ...[0xfd, 0x4e, 0xfd, 0x64],
      ...set(MASK),
      ...block([...goIf(get(MASK), 0), ...add(get(TEXT), number(16)), ...set(TEXT), ...go(1)]),
      ...add(get(TEXT), [...get(MASK), 0x68]),
      ...set(AT),
      ...goIf(above(add(get(AT), get(LENGTH)), get(END)), 1),
      ...add(get(AT), number(1)),
      ...set(TEXT),
      ...number(1),
      ...set(STEP),
      ...block(
        loop([
          ...goIf(atLeast(get(STEP), get(LENGTH)), 1),
          // Not the needle: on with the place after this one.
          ...goIf(differ(loadByte(add(get(AT), get(STEP))), loadByte(add(get(NEEDLE), get(STEP)))), 2),
          ...add(get(STEP), number(1)),
          ...set(STEP),
          ...go(0),
        ]),
      ),
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
      ...go(0),
    ]),
  ),
  ...get(COUNT),
  0x0b,
];

const section = (id: number, bytes: number[]) => [id, ...unsigned(bytes.length), ...bytes];
const named = (name: string) => [name.length, ...Buffer.from(name)];
const code = [2, 5, I32, 2, V128, ...body];
const source = new Uint8Array([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 6, I32, I32, I32, I32, I32, I32, 1, I32]),
  ...section(2, [1, ...named('m'), ...named('memory'), 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...named('search'), 0, 0]),
  ...section(10, [1, ...unsigned(code.length), ...code]),
]);

/** How many texts of this memory have the needle; their bits are set. */
export function createKernel(memory: WasmMemory): Kernel {
  const { exports } = new engine.Instance(new engine.Module(source), { m: { memory } });
  const search = exports['search'] as (...given: number[]) => number;
  return ({ text, end, needle, length, starts, bits }) => search(text, end, needle, length, starts, bits);
}
