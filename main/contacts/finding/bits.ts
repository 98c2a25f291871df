/** A yes or no for each slot, 32 to a word. */
export type Bits = Uint32Array;

export const noBits = (slots: number): Bits => new Uint32Array((slots + 31) >>> 5);
export const hasBit = (bits: Bits, slot: number): boolean => (((bits[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1;
export const setBit = (bits: Bits, slot: number): void => {
  bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31));
};
export const clearBit = (bits: Bits, slot: number): void => {
  bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) & ~(1 << (slot & 31));
};

/** The slots whose bit is set, upwards. */
export function slotsOf(bits: Bits): Uint32Array {
  const slots = new Uint32Array(countBits(bits));
  let at = 0;
  for (let word = 0; word < bits.length; word++) {
    for (let left = bits[word] ?? 0; left !== 0; left &= left - 1) slots[at++] = word * 32 + 31 - Math.clz32(left & -left);
  }
  return slots;
}

/** Those that all of them have. */
export function both(first: Bits, ...others: readonly Bits[]): Bits {
  // Beyond the shortest nobody is in all of them.
  const result = first.slice(0, Math.min(...others.map(({ length }) => length), first.length));
  for (const other of others)
    for (let word = 0; word < result.length; word++) result[word] = (result[word] as number) & (other[word] as number);
  return result;
}

/** Those that any of them has. */
export function either(...all: readonly Bits[]): Bits {
  const result = new Uint32Array(Math.max(...all.map(({ length }) => length)));
  for (const one of all) for (let word = 0; word < one.length; word++) result[word] = (result[word] ?? 0) | (one[word] ?? 0);
  return result;
}

/** Those of the first that the other has not. */
export function without(first: Bits, other: Bits): Bits {
  const result = first.slice();
  for (let word = 0; word < Math.min(result.length, other.length); word++)
    result[word] = (result[word] ?? 0) & ~(other[word] ?? 0);
  return result;
}

export function countBits(bits: Bits): number {
  let total = 0;
  for (const word of bits) {
    let value = word - ((word >>> 1) & 0x55555555);
    value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
    total += Math.imul((value + (value >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return total;
}
