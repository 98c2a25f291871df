import { expect, test } from 'vitest';
import { packIds, unpackIds } from './packed-ids.ts';

test('ids come back as they went in, whatever lies between them', () => {
  for (const ids of [[], [0], [1, 2, 3], [127, 255, 16_511, 2_113_663], [5, 4_000_000_000, 4_000_000_001, 2 ** 52]])
    expect(unpackIds(packIds(ids))).toEqual(ids);
});

test('neighbours take a byte each', () => {
  expect(packIds(Array.from({ length: 500 }, (_, index) => 1000 + index))).toHaveLength(501);
});
