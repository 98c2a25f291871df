import { expect, it } from 'vitest';
import { newId, newIds } from './ids.ts';

it('makes many ids at once that look like one made alone, differ, and grow, in themselves and with time', () => {
  const at = Date.UTC(2026, 10, 21);
  const ids = newIds(5000, at);
  for (const id of [...ids, newId(at)]) expect(id).toMatch(/^[0-9a-z]{16}$/);
  expect(new Set(ids).size).toBe(5000);
  expect(ids.toSorted()).toEqual(ids);
  expect((newIds(1, at + 1)[0] ?? '') > (ids.at(-1) ?? '')).toBe(true);
  expect(newIds(0)).toEqual([]);
});
