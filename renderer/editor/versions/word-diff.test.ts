import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortened, wordDiff } from './word-diff.ts';

const text = fc
  .array(fc.constantFrom('rye', 'bread', 'is', 'back', '\n\n', ' ', 'on', 'Friday'), { maxLength: 40 })
  .map((words) => words.join(' '));

test('what both texts have and what each alone has give both texts again', () => {
  fc.assert(
    fc.property(text, text, (older, newer) => {
      const runs = wordDiff(older, newer);
      const read = (not: string) =>
        runs
          .filter((run) => run.in !== not)
          .map((run) => run.text)
          .join('');
      expect([read('new'), read('old')]).toEqual([older, newer]);
    }),
  );
});

test('a changed word is told apart from what stands around it', () => {
  expect(wordDiff('Rye is back on Friday', 'Rye is back on Monday, early')).toEqual([
    { text: 'Rye is back on ', in: 'both' },
    { text: 'Friday', in: 'old' },
    { text: 'Monday, early', in: 'new' },
  ]);
});

test('long stretches without a change are left out', () => {
  const long = 'word '.repeat(100);
  const runs = shortened(wordDiff(`${long}old ${long}`, `${long}new ${long}`));
  expect(runs.map(({ text: { length } }) => length < 130)).toEqual([true, true, true, true]);
});

test('texts with thousands of other words take no noticeable time', () => {
  const began = performance.now();
  wordDiff(
    Array.from({ length: 8000 }, (_, at) => `a${at}`).join(' '),
    Array.from({ length: 8000 }, (_, at) => `b${at}`).join(' '),
  );
  expect(performance.now() - began).toBeLessThan(500);
});
