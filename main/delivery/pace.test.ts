import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { countByStatus, requireSend, sentToday } from './delivery.ts';
import { HOUR_MS } from './pace.store.ts';
import { createPace } from './pace.ts';
import { deliveryOn, mailServer, seedSend, smtpTransport, until } from './testing.ts';

let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

const limits = (perSecond: number | null, perDay: number | null) => ({
  id: smtpTransport(db, { port: 1 }).id,
  perSecond,
  perDay,
});

test('no second holds more than its limit and what was left of the last one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }),
      (perSecond, steps) => {
        const pace = createPace(db, limits(perSecond, null), 0);
        let now = 0;
        const left: number[] = [];
        for (const step of steps) {
          now += step;
          const attempts = pace.allowed(now);
          if (attempts > 0) pace.take(db, { attempts, now });
          for (let i = 0; i < attempts; i++) left.push(now);
        }
        for (const from of left) {
          const within = left.filter((at) => at >= from && at < from + 1000).length;
          expect(within).toBeLessThanOrEqual(perSecond + Math.max(1, perSecond / 10));
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('no 24 hours hold more than the limit of a day, whenever they begin', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 * HOUR_MS }), { maxLength: 40 }), (steps) => {
      const pace = createPace(db, limits(null, 7), 0);
      let now = 1_000_000 * HOUR_MS;
      const left: number[] = [];
      for (const step of steps) {
        now += step;
        const attempts = Math.min(3, pace.allowed(now));
        if (attempts > 0) pace.take(db, { attempts, now });
        for (let i = 0; i < attempts; i++) left.push(now);
        const next = pace.nextAt(now);
        expect(next === null ? pace.allowed(now) : pace.allowed(next)).toBeGreaterThan(0);
      }
      for (const from of left) expect(left.filter((at) => at >= from && at < from + 24 * HOUR_MS).length).toBeLessThanOrEqual(7);
    }),
    { numRuns: 100 },
  );
});

test('a restart grants nothing anew', () => {
  const of = limits(5, 10);
  const now = Date.now();
  const before = createPace(db, of, now);
  expect(before.allowed(now)).toBe(1);
  before.take(db, { attempts: 1, now });
  const after = createPace(db, of, now + 10);
  expect(after.allowed(now + 10)).toBe(0);
  expect(after.nextAt(now + 10)).toBe(now + 200);
  after.take(db, { attempts: 9, now: now + 10 });
  expect(createPace(db, of, now + 20).limit(now + 20)).toBe('day');
});

test('a clock that is set back does not stop the sending', () => {
  const pace = createPace(db, limits(5, null), 10_000_000);
  pace.take(db, { attempts: 1, now: 10_000_000 });
  expect(pace.allowed(1_000_000)).toBe(0);
  expect(pace.allowed(1_000_300)).toBe(1);
});

test('a send keeps to the limit of a day and says so', async () => {
  const server = await mailServer();
  const { id: transportId } = smtpTransport(db, { port: server.port, perDay: 5 });
  const send = seedSend(db, { count: 8, transportId });
  const delivery = deliveryOn(db);
  delivery.start();
  await until('the limit is reached', () => countByStatus(db, send.sendId).accepted === 5);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.got).toHaveLength(5);
  expect(delivery.pace(send.sendId).limitedBy).toBe('5 in 24 hours, the limit of Test server');
  expect(sentToday(db, { transportId, now: Date.now() })).toBe(5);
  expect(requireSend(db, send.publicId).state).toBe('sending');
  await delivery.stop();
  await server.stop();
});

test('a send keeps to the limit of a second', async () => {
  const server = await mailServer();
  const { id: transportId } = smtpTransport(db, { port: server.port, perSecond: 20, connections: 5 });
  const send = seedSend(db, { count: 20, transportId });
  const delivery = deliveryOn(db);
  const start = Date.now();
  delivery.start();
  await until('all have left', () => countByStatus(db, send.sendId).accepted === 20);
  expect(Date.now() - start).toBeGreaterThanOrEqual(850);
  expect(delivery.pace(send.sendId).limitedBy).toBe('');
  await delivery.stop();
  await server.stop();
});
