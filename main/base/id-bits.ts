/** Ids as a bit for each: of a million contacts whoever is meant takes 125 KB. Ids may come in any order. */
export function bitsOf(ids: Iterable<number>): Uint8Array {
  let bits = new Uint8Array(1024);
  let used = 0;
  for (const id of ids) {
    const at = Math.floor(id / 8);
    if (at >= bits.length) {
      const larger = new Uint8Array(Math.max(at + 1, bits.length * 2));
      larger.set(bits);
      bits = larger;
    }
    bits[at] = (bits[at] ?? 0) | (1 << (id % 8));
    used = Math.max(used, at + 1);
  }
  return bits.slice(0, used);
}

export const hasBit = (bits: Uint8Array, id: number): boolean => (((bits[Math.floor(id / 8)] ?? 0) >> (id % 8)) & 1) === 1;
