import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { stringStore } from './string-store.ts';

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('letterpress-texts-')).length;

it('gives back every text, also those that no longer lie in memory, and leaves nothing behind', () => {
  const before = folders();
  const store = stringStore();
  const textOf = (index: number) => `${index} ${'ä山'.repeat(index % 60)}`;
  for (let index = 0; index < 400_000; index++) store.add(textOf(index));
  expect(folders()).toBe(before + 1);
  for (let index = 0; index < 400_000; index += 997) expect(store.get(index)).toBe(textOf(index));
  for (const index of [399_999, 0, 200_000, 1, 399_998]) expect(store.get(index)).toBe(textOf(index));
  expect([store.get(-1), store.get(400_000), store.get(Number.NaN)]).toEqual([undefined, undefined, undefined]);
  store.close();
  expect(folders()).toBe(before);
});
