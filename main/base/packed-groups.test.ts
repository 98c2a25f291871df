import { expect, test } from 'vitest';
import { packGroups } from './packed-groups.ts';
import { unpackIds } from './packed-ids.ts';

const rows = (count: number, value: (id: number) => string | null = () => null) =>
  Array.from({ length: count }, (_, index) => ({ id: count - index, kind: 'recipient', value: value(count - index) }));
const idsOf = (group: ReturnType<typeof packGroups>[number] | undefined) => group?.parts.flatMap(({ ids }) => unpackIds(ids));

test('everybody is in one part of one group, in the order of the ids', () => {
  const groups = packGroups([...rows(1200), { id: 7000, kind: 'suppressed', value: null }], { sample: null, onlyCount: false });
  expect(groups.map(({ kind, count, parts }) => [kind, count, parts.length])).toEqual([
    ['recipient', 1200, 3],
    ['suppressed', 1, 1],
  ]);
  expect(idsOf(groups[0])).toEqual(Array.from({ length: 1200 }, (_, index) => index + 1));
});

test('a sample is as large as it was wanted, at random, and out of the others', () => {
  const sampleOf = () => packGroups(rows(300), { sample: { kind: 'recipient', count: 40 }, onlyCount: false });
  const [first, others] = sampleOf();
  expect([first?.sampled, first?.count, others?.sampled, others?.count]).toEqual([true, 40, false, 260]);
  expect(new Set([...(idsOf(first) ?? []), ...(idsOf(others) ?? [])]).size).toBe(300);
  expect(idsOf(sampleOf()[0])).not.toEqual(idsOf(first));
});

test('of very many values the frequent ones are kept apart', () => {
  const groups = packGroups([...rows(6000, (id) => (id % 2 === 0 ? 'Berlin' : `place ${id}`))], {
    sample: null,
    onlyCount: true,
  });
  expect(groups.find(({ value }) => value === 'Berlin')?.count).toBe(3000);
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(6000);
  expect(groups.length).toBeLessThanOrEqual(2001);
});
