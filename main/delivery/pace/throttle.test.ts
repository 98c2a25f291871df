import { expect, test } from 'vitest';
import { usualTiming } from '../loop/timing.ts';
import { repeatable } from './testing-pace.ts';
import { fixedWindow, later, leakyBucket, type Server, sendToServer, slidingWindow } from './testing-slow-server.ts';
import { createThrottle } from './throttle.ts';

const MINUTE = 60_000;
const sendFor = (minutes: number, server: Server, connections = 5) =>
  sendToServer(server, { ms: minutes * MINUTE, connections, latency: 50, random: repeatable(5) });
const between = (times: readonly number[], from: number, to: number) =>
  times.filter((at) => at >= from * MINUTE && at < to * MINUTE).length;

test.each<[string, () => Server, number]>([
  ['50 in any second', () => slidingWindow(50, 1_000), 50],
  ['5 in any second', () => slidingWindow(5, 1_000), 5],
  ['1 in any second', () => slidingWindow(1, 1_000), 1],
  ['14 in each second', () => fixedWindow(14, 1_000), 14],
  ['300 in each minute', () => fixedWindow(300, MINUTE), 5],
  ['30 in any minute', () => slidingWindow(30, MINUTE), 0.5],
  ['10 a second and 100 at once', () => leakyBucket(10, 100), 10],
])('a server that takes %s is found out, and complains seldom from then on', (_name, server, perSecond) => {
  const { taken, complaints } = sendFor(20, server(), 20);
  expect(between(taken, 2, 20) / (18 * 60 * perSecond)).toBeGreaterThanOrEqual(0.85);
  expect(between(complaints, 2, 20)).toBeLessThanOrEqual(36);
  expect(between(complaints, 10, 20)).toBeLessThanOrEqual(20);
});

test('a server that takes less from some moment on gets less', () => {
  const { taken, complaints } = sendFor(15, later(slidingWindow(100, 1_000), 5 * MINUTE, slidingWindow(20, 1_000)));
  expect(between(taken, 7, 15) / (8 * 60 * 20)).toBeGreaterThanOrEqual(0.85);
  expect(between(complaints, 7, 15)).toBeLessThanOrEqual(16);
});

test('a server that takes more again gets more after a while', () => {
  const { taken } = sendFor(
    25,
    later(slidingWindow(20, 1_000), 5 * MINUTE, () => true),
  );
  // 5 connections of 50 ms each.
  expect(between(taken, 24, 25)).toBeGreaterThanOrEqual(0.95 * 60 * 100);
});

test('a server that turns everything away for five minutes is asked once in a while, one message at a time', () => {
  const isAway = (from: number, to: number): Server =>
    later(
      later(
        () => true,
        from,
        () => false,
      ),
      to,
      () => true,
    );
  const { taken, complaints } = sendFor(15, isAway(5 * MINUTE, 10 * MINUTE), 10);
  // Ten were on their way when it began.
  expect(between(complaints, 5, 10)).toBeLessThanOrEqual(10 + 9);
  expect(between(taken, 5.1, 10)).toBe(0);
  expect(between(taken, 14, 15)).toBeGreaterThanOrEqual(0.95 * 60 * 200);
});

test.each([
  '421 4.7.0 Too many messages in this connection',
  '421 Max messages per session reached, closing',
  '452 4.5.3 Too many recipients for this session',
])('%s asks for another connection, not for less', (words) => {
  const throttle = createThrottle(usualTiming);
  throttle.take(1, 1);
  expect(throttle.slowDown({ words, begun: 1, now: 10 })).toBe(false);
  expect(throttle.allowed(10)).toBe(Number.POSITIVE_INFINITY);
});

test('complaints about what was on its way together count as one', () => {
  const throttle = createThrottle(usualTiming);
  throttle.take(5, 0);
  const complaints = [0, 1, 2, 3, 4].map((ms) => throttle.slowDown({ words: '421 4.7.0 Slow down', begun: 0, now: 100 + ms }));
  expect(complaints).toEqual([true, false, false, false, false]);
  expect(throttle.state(200)).toMatchObject({ words: '421 4.7.0 Slow down', until: 100 + usualTiming.brakeMs });
});

test('a server that turns away the very first message gets the others soon after', () => {
  const { taken, complaints } = sendFor(
    1,
    later(
      () => false,
      100,
      () => true,
    ),
  );
  expect(complaints.length).toBeLessThanOrEqual(5);
  expect(taken.filter((at) => at < 20_000).length).toBeGreaterThan(500);
});
