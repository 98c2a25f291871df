import { expect, test } from 'vitest';
import { createCostly } from './costly.ts';

const busy = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

function counter(ms: number) {
  let counted = 0;
  const costly = createCostly<object, number>();
  const key = {};
  return (of: { id?: number; mark?: string } = {}) =>
    costly({ key, id: 1, mark: 'sending', ...of }, () => {
      busy(ms);
      return ++counted;
    });
}

test('a figure that was dear to count is remembered for a while', () => {
  const ask = counter(50);
  expect([ask(), ask(), ask()]).toEqual([1, 1, 1]);
});

test('another mark or another thing is counted anew', () => {
  const ask = counter(50);
  expect([ask(), ask({ mark: 'finished' }), ask({ id: 2 })]).toEqual([1, 2, 3]);
});

test('a figure that is quickly counted is never out of date', () => {
  const ask = counter(0);
  expect([ask(), ask()]).toEqual([1, 2]);
});
