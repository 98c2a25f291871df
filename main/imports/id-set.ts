export type IdSet = { has: (id: number) => boolean; add: (id: number) => void };

/** A set of ids that are close to each other: a bit for each, where a `Set` takes 40 bytes. */
export function createIdSet(): IdSet {
  let bits = new Uint8Array(8192);
  return {
    has: (id) => ((bits[id >>> 3] ?? 0) & (1 << (id & 7))) !== 0,
    add: (id) => {
      const at = id >>> 3;
      if (at >= bits.length) {
        const larger = new Uint8Array(Math.max(2 * bits.length, at + 1));
        larger.set(bits);
        bits = larger;
      }
      bits[at] = (bits[at] ?? 0) | (1 << (id & 7));
    },
  };
}
