/** Ascending ids as the distances between them, seven bits to a byte: of an audience that is most of all, a byte for each. */
export function packIds(ids: ArrayLike<number>): Buffer {
  const bytes: number[] = [];
  let before = 0;
  for (let index = 0; index < ids.length; index++) {
    const id = ids[index] ?? 0;
    let left = id - before;
    before = id;
    for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
    bytes.push(left);
  }
  return Buffer.from(bytes);
}

export function unpackIds(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  let before = 0;
  let distance = 0;
  let weight = 1;
  for (const byte of bytes) {
    distance += (byte % 128) * weight;
    weight *= 128;
    if (byte >= 128) continue;
    before += distance;
    ids.push(before);
    distance = 0;
    weight = 1;
  }
  return ids;
}
