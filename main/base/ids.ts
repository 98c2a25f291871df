import { createHmac, hash, randomBytes, randomFillSync, timingSafeEqual } from 'node:crypto';

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Chance for the next ids: asking the system for each letter's worth would be most of the cost of an id. */
const chance = Buffer.alloc(4096);
let used = chance.length;

function byChance(): number {
  if (used === chance.length) {
    randomFillSync(chance);
    used = 0;
  }
  return chance[used++] ?? 0;
}

/** The time's part is the same for all ids of a millisecond. */
let latest = Number.NaN;
let prefix = '';

/**
 * An opaque id for the outside: 16 letters, eight of the time and eight (41 bits) by chance. Ids grow with time,
 * so a million new rows append to their index instead of being scattered over it. Not a secret: see `token`.
 */
export function newId(now: number = Date.now()): string {
  if (now !== latest) {
    latest = now;
    prefix = now.toString(36).padStart(8, '0').slice(-8);
  }
  let id = prefix;
  while (id.length < 16) {
    const byte = byChance();
    // 252 is the largest multiple of 36 that a byte can hold; above it letters would not be equally likely.
    if (byte < 252) id += LETTERS[byte % 36];
  }
  return id;
}

const PAIRS = Array.from({ length: 36 * 36 }, (_, at) => `${LETTERS[Math.floor(at / 36)]}${LETTERS[at % 36]}`);
/** Numbers up to 20 bits as four letters, in the same order. */
const fourLetters = (number: number): string => `${PAIRS[Math.floor(number / 1296)]}${PAIRS[number % 1296]}`;
const TWENTY_BITS = 2 ** 20;

/** Many ids of one moment, in ascending order, at a tenth of what each costs alone; 40 bits of each are by chance. */
export function newIds(count: number, now: number = Date.now()): string[] {
  const start = now.toString(36).padStart(8, '0').slice(-8);
  const bits = new Uint32Array(2 * count);
  randomFillSync(bits);
  const chances = new Float64Array(count);
  for (let at = 0; at < count; at++) chances[at] = ((bits[2 * at] ?? 0) >>> 12) * TWENTY_BITS + ((bits[2 * at + 1] ?? 0) >>> 12);
  chances.sort();
  return Array.from(
    chances,
    (number) => start + fourLetters(Math.floor(number / TWENTY_BITS)) + fourLetters(number % TWENTY_BITS),
  );
}

/** An unguessable token of 256 bits, safe in a URL. */
export const token = (): string => randomBytes(32).toString('base64url');

export const sha256 = (text: string): string => hash('sha256', text);

/** Signature of a text, as short as a link can bear: 128 bits. */
export const signature = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url');

/** Equal without telling by its time how much of it was right. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));
}
