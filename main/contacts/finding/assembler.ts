/** Words of WebAssembly, to put a module together by hand: each gives the bytes of an instruction and of what it works on. */
export const I32 = 0x7f;
export const V128 = 0x7b;
const NOTHING = 0x40;

/** Numbers of the format: seven bits to a byte, the lowest first. */
export function unsigned(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...unsigned(value >>> 7)];
}
function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  return (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0) ? [low] : [low | 0x80, ...signed(rest)];
}

export const get = (local: number) => [0x20, local];
export const set = (local: number) => [0x21, local];
export const number = (value: number) => [0x41, ...signed(value)];
export const add = (a: number[], b: number[]) => [...a, ...b, 0x6a];
export const less = (a: number[], b: number[]) => [...a, ...b, 0x6b];
export const load = (address: number[], offset = 0) => [...address, 0x28, 2, offset];
export const loadByte = (address: number[]) => [...address, 0x2d, 0, 0];
const loadBytes = (address: number[]) => [...address, 0xfd, 0, 0, 0];
const equalBytes = (a: number[], b: number[]) => [...a, ...b, 0xfd, 0x23];
export const atLeast = (a: number[], b: number[]) => [...a, ...b, 0x4f];
export const above = (a: number[], b: number[]) => [...a, ...b, 0x4b];
export const differ = (a: number[], b: number[]) => [...a, ...b, 0x47];
export const loop = (body: number[]) => [0x03, NOTHING, ...body, 0x0b];
export const block = (body: number[]) => [0x02, NOTHING, ...body, 0x0b];
export const shift = (a: number[], bits: number) => [...a, ...number(bits), 0x74];
export const and = (a: number[], b: number[]) => [...a, ...b, 0x71];
export const isZero = (a: number[]) => [...a, 0x45];
/** The place of the lowest bit. */
export const lowest = (a: number[]) => [...a, 0x68];
type Sought = { needle: number; length: number; second: number; letters: readonly [first: number, second: number, last: number] };
const lastOf = (start: number[], length: number) => less(add(start, get(length)), number(1));
/** Spreads the letters of a needle by which its places are found: the first, the second and the last. Of one they are the same. */
export const lettersOf = ({ needle, length, second, letters: [one, two, last] }: Sought) => [
  ...above(get(length), number(1)),
  ...set(second),
  ...spread(get(needle)),
  ...set(one),
  ...spread(add(get(needle), get(second))),
  ...set(two),
  ...spread(lastOf(get(needle), length)),
  ...set(last),
];
/** Which of sixteen places may be the needle's: a bit for each. Three letters leave few that are not. */
export const placesOf = (at: number[], { length, second, letters: [one, two, last] }: Sought) => [
  ...equalBytes(loadBytes(at), get(one)),
  ...equalBytes(loadBytes(add(at, get(second))), get(two)),
  ...[0xfd, 0x4e],
  ...equalBytes(loadBytes(lastOf(at, length)), get(last)),
  ...[0xfd, 0x4e, 0xfd, 0x64],
];
/** All of them but the lowest. */
export const withoutLowest = (mask: number[]) => and(mask, less(mask, number(1)));
/** Leaves a block, or goes on with a loop, so many levels out. */
export const go = (levels: number) => [0x0c, levels];
export const goIf = (condition: number[], levels: number) => [...condition, 0x0d, levels];
export const spread = (address: number[]) => [...loadByte(address), 0xfd, 0x0f];
export const section = (id: number, bytes: number[]) => [id, ...unsigned(bytes.length), ...bytes];
export const named = (name: string) => [name.length, ...Buffer.from(name)];
