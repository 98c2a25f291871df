import { expect, it } from 'vitest';
import { elementsOf, filledIn, type InSight, inOrder, inSightAt } from './rows-in-sight.ts';

const there = () => true;
const place = (top: number, rowCount = 1_000_000) => ({ top, height: 640, rowHeight: 32, rowCount });
const at = (top: number, before: InSight | null = null) => inSightAt(place(top), { before, isThere: there });
const byIndex = (sight: InSight) => new Map(elementsOf(sight).map(({ element, index }) => [index, element]));

it('has rows before and behind what is seen, at the ends too', () => {
  expect(at(0)).toMatchObject({ first: 0, count: 45 });
  expect(at(32_000)).toMatchObject({ first: 988, count: 45 });
  expect(at(32_000_000)).toMatchObject({ first: 999_955, count: 45 });
  expect(inSightAt(place(0, 3), { before: null, isThere: there })).toMatchObject({ first: 0, count: 3 });
  expect(elementsOf(inSightAt(place(0, 0), { before: null, isThere: there }))).toEqual([]);
});

it('leaves each row its element for as long as it is in sight', () => {
  let sight = at(16_000_000);
  for (const by of [32, 96, 600, -3000, 40, 320]) {
    const before = byIndex(sight);
    sight = at(16_000_000 + by, sight);
    const now = byIndex(sight);
    expect(new Set(now.values()).size).toBe(sight.count);
    for (const [index, element] of now) if (before.has(index)) expect(element).toBe(before.get(index));
  }
  expect(elementsOf(inOrder(sight)).map(({ index }) => index)).toEqual(
    Array.from({ length: sight.count }, (_, index) => sight.first + index),
  );
});

it('draws few new rows whole and many in outline, which are filled in bit by bit from the middle', () => {
  const begun = at(16_000_000);
  expect(at(16_000_096, begun).outlined.size).toBe(0);
  let sight = at(16_000_640, begun);
  expect(sight.outlined.size).toBe(20);
  const sizes: number[] = [];
  for (; sight.outlined.size > 0; sight = filledIn(sight, there)) sizes.push(sight.outlined.size);
  expect(sizes).toEqual([20, 15, 10, 5]);
});

it('keeps the outline of rows that are still on their way', () => {
  const isThere = (index: number) => index < 500_010;
  const sight = inSightAt(place(16_000_000), { before: null, isThere });
  expect(Math.min(...sight.outlined)).toBe(500_010);
  expect(filledIn(sight, isThere)).toBe(sight);
});
