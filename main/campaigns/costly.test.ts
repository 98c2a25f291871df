import { expect, test } from 'vitest';
import { createCostly, createCostlyAside } from './costly.ts';

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

test('a figure that another thread counts is asked for once at a time, and again after a rest or a failure', async () => {
  const costly = createCostlyAside<object, number>();
  const key = {};
  let counted = 0;
  const ask = (mark = 'sending', count = async () => ++counted) => costly({ key, id: 1, mark }, count);
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  expect(await ask('finished')).toBe(2);
  const broken = ask('failed', async () => Promise.reject(new Error('The thread ended.')));
  await expect(broken).rejects.toThrow('The thread ended.');
  expect(await ask('failed')).toBe(3);
});
