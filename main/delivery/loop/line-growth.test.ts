import { expect, test } from 'vitest';
import { createLineGrowth } from './line-growth.ts';

/**
 * Work without end over connections that each take a message in `latency` ms, of which the server works off at most
 * `parallel` at a time; returns how many there were each 100 ms.
 */
function grow(of: { latency: number; parallel: number; configured: number; ms: number }): number[] {
  const growth = createLineGrowth();
  const seen: number[] = [];
  let done = 0;
  for (let now = 0; now < of.ms; now++) {
    const open = growth.most(of.configured);
    done += Math.min(open, of.parallel) / of.latency;
    for (; done >= 1; done--) growth.answered();
    growth.wants(true, of.configured, now);
    if (now % 100 === 0) seen.push(growth.most(of.configured));
  }
  return seen;
}

test('connections double with every round trip, up to what is configured', () => {
  const seen = grow({ latency: 200, parallel: 100, configured: 20, ms: 5_000 });
  expect(seen[0]).toBe(1);
  expect(seen.indexOf(20)).toBeGreaterThan(2);
  expect(seen.indexOf(20)).toBeLessThan(15);
  expect(seen.slice(seen.indexOf(20)).every((open) => open === 20)).toBe(true);
});

test('one connection is tried first, and a few when it is open', () => {
  const growth = createLineGrowth();
  expect(growth.most(20)).toBe(1);
  growth.opened(1);
  expect(growth.most(20)).toBe(4);
  growth.opened(2);
  expect(growth.most(20)).toBe(5);
  growth.halve();
  growth.opened(3);
  expect(growth.most(20)).toBe(2);
});

test('those still opening when one is refused count as open, and several refused at once are one refusal', () => {
  const growth = createLineGrowth();
  growth.opened(1);
  // Four were tried at once, and the answers of the last two come first.
  growth.refused(3, 100);
  growth.refused(2, 101);
  growth.opened(2);
  expect(growth.most(10)).toBe(2);
  growth.wants(true, 10, 10_000);
  expect(growth.most(10)).toBe(2);
  growth.wants(true, 10, 10_101);
  expect(growth.most(10)).toBe(3);
});

test('when the server asked for less they are halved, and grow back slowly', () => {
  const growth = createLineGrowth();
  const answer = (times: number) => {
    for (let nth = 0; nth < times; nth++) growth.answered();
    growth.wants(true, 20, 0);
  };
  answer(30);
  expect(growth.most(20)).toBe(20);
  growth.halve();
  expect(growth.most(20)).toBe(10);
  answer(19);
  expect(growth.most(20)).toBe(10);
  answer(1);
  expect(growth.most(20)).toBe(11);
});

test('a server that takes its time is given more even before it has answered', () => {
  const seen = grow({ latency: 60_000, parallel: 100, configured: 5, ms: 4_000 });
  expect(seen.at(-1)).toBe(5);
  expect(seen[10]).toBeLessThanOrEqual(3);
});

test('what the server refused is asked for again only after a while, which grows', () => {
  const growth = createLineGrowth();
  const refusedAt: number[] = [];
  for (let now = 0; now < 600_000; now += 10) {
    for (let nth = growth.most(10); nth > 0; nth--) growth.answered();
    growth.wants(true, 10, now);
    if (growth.most(10) <= 3) continue;
    refusedAt.push(now);
    growth.refused(3, now);
  }
  const gaps = refusedAt.slice(1).map((at, nth) => at - (refusedAt[nth] ?? 0));
  expect(gaps.slice(0, 3).map((gap) => Math.round(gap / 10_000))).toEqual([1, 2, 4]);
  expect(refusedAt.length).toBeLessThan(8);
});

test('while nothing is open and nothing is tried, there is nothing to ask again', () => {
  const growth = createLineGrowth();
  growth.wants(true, 20, 0);
  expect(growth.askAgainMs(100)).toBe(400);
  growth.restart();
  expect(growth.askAgainMs(60_000)).toBe(null);
});
