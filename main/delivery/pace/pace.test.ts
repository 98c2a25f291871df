import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { countByStatus, requireSend, requireTransport, sentToday } from '../delivery.ts';
import { usualTiming } from '../loop/timing.ts';
import { deliveryOn, mailServer, seedSend, smtpTransport, until } from '../testing.ts';
import { createPace } from './pace.ts';
import { type Limits, type Mishap, mostWithin, noLimits, repeatable, sendVirtually } from './testing-pace.ts';

let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const aTransport = () => smtpTransport(db, { port: 1 }).id;

const mishaps: Mishap[] = [
  'restart',
  'restart with the clock set back',
  'reboot',
  'clock set forth',
  'clock set back',
  'no work',
];

const anyLimits: fc.Arbitrary<Limits> = fc
  .record({
    perSecond: fc.option(fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(0.2, 0.5, 2.5))),
    perMinute: fc.option(fc.integer({ min: 1, max: 2_000 })),
    perHour: fc.option(fc.integer({ min: 1, max: 5_000 })),
    perDay: fc.option(fc.integer({ min: 1, max: 20_000 })),
  })
  .map((limits) => ({ ...limits, warmUp: null }));

/** The most that fit in that long, and how long it is: 2.5 a second are three in 1.2 s. */
function boundsOf(limits: Limits): { limit: number; ms: number }[] {
  const { perSecond, perMinute, perHour, perDay } = limits;
  return [
    perSecond && { limit: Math.ceil(perSecond), ms: (Math.ceil(perSecond) / perSecond) * 1000 },
    perMinute && { limit: perMinute, ms: 60_000 },
    perHour && { limit: perHour, ms: HOUR_MS },
    perDay && { limit: perDay, ms: DAY_MS },
  ].flatMap((bound) => bound || []);
}

test('no window holds more than its limit, wherever it begins, through crashes, restarts and a clock that is set', () => {
  fc.assert(
    fc.property(
      anyLimits,
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 5, max: 100 }),
      (limits, seed, connections, every) => {
        const left = db.transaction(() =>
          sendVirtually(db, {
            transportId: aTransport(),
            limits,
            sends: 400,
            connections,
            random: repeatable(seed),
            mishaps: { every, which: mishaps },
            until: 20 * DAY_MS,
          }),
        );
        for (const { limit, ms } of boundsOf(limits)) expect(mostWithin(left, ms)).toBeLessThanOrEqual(limit);
      },
    ),
    { numRuns: 150 },
  );
});

test.each<[string, Partial<Limits>, number, number]>([
  ['a second', { perSecond: 20 }, 20, 1_000],
  ['many a second', { perSecond: 500 }, 500, 1_000],
  ['a minute', { perMinute: 40 }, 40, 60_000],
  ['an hour', { perHour: 60 }, 60, HOUR_MS],
  ['a day', { perDay: 90 }, 90, DAY_MS],
])('of a limit of so many %s, at least 95 in a hundred are used', (_name, limits, limit, ms) => {
  const windows = 20;
  const left = db.transaction(() =>
    sendVirtually(db, {
      transportId: aTransport(),
      limits: { ...noLimits, ...limits },
      sends: 1e6,
      connections: 5,
      random: repeatable(7),
      until: windows * ms,
    }),
  );
  expect(mostWithin(left, ms)).toBeLessThanOrEqual(limit);
  expect(left.length / (windows * limit)).toBeGreaterThanOrEqual(0.95);
});

test('what leaves in a second is spread over it', () => {
  const left = db.transaction(() =>
    sendVirtually(db, {
      transportId: aTransport(),
      limits: { ...noLimits, perSecond: 50 },
      sends: 500,
      connections: 50,
      random: repeatable(3),
    }),
  );
  expect(mostWithin(left, 100)).toBeLessThanOrEqual(10);
});

function paceAt(limits: Partial<Limits>, at: { transportId: number; now: number; uptime: () => number }) {
  return createPace({
    db,
    transportId: at.transportId,
    limits: { ...noLimits, ...limits },
    clock: at.now,
    uptime: at.uptime,
    timing: usualTiming,
  });
}

test('attempts whose transaction failed are not counted', () => {
  const at = { transportId: aTransport(), now: 1e12, uptime: () => 0 };
  const pace = paceAt({ perDay: 5 }, at);
  for (let nth = 0; nth < 9; nth++) {
    expect(() =>
      db.transaction(() => {
        pace.take(db, { attempts: 3, now: at.now });
        throw new Error('database or disk is full');
      }),
    ).toThrow('full');
    pace.undo();
  }
  expect(pace.allowed()).toBe(5);
  expect(sentToday(db, at)).toBe(0);
  pace.take(db, { attempts: 3, now: at.now });
  expect(sentToday(db, at)).toBe(3);
});

test('after a restart the clock is believed when it is ahead, and the uptime when the clock was set back', () => {
  const transportId = aTransport();
  const now = 1e12;
  paceAt({ perDay: 5 }, { transportId, now, uptime: () => 90_000_000 }).take(db, { attempts: 5, now });
  const backThen = { transportId, now: now - DAY_MS, uptime: () => 90_000_000 + HOUR_MS };
  expect(paceAt({ perDay: 5 }, backThen).nextAt(backThen.now)).toBeGreaterThan(backThen.now + 22 * HOUR_MS);
  expect(paceAt({ perDay: 5 }, backThen).nextAt(backThen.now)).toBeLessThan(backThen.now + 24 * HOUR_MS);
  // The computer was switched off for two days: it was started an hour ago.
  const daysAfter = { transportId, now: now + 2 * DAY_MS, uptime: () => HOUR_MS };
  expect(paceAt({ perDay: 5 }, daysAfter).allowed()).toBe(5);
});

test('a limit that is set while sending counts what has left before', () => {
  let uptime = 0;
  const at = { transportId: aTransport(), now: 1e12, uptime: () => uptime };
  const pace = paceAt({}, at);
  pace.take(db, { attempts: 70, now: at.now });
  uptime = 20 * 60_000;
  pace.setLimits({ ...noLimits, perHour: 100, perDay: 50 });
  expect(pace.allowed()).toBe(0);
  expect(pace.binding()).toEqual({ limit: 'day', count: 50 });
  pace.setLimits({ ...noLimits, perHour: 100 });
  expect(pace.allowed()).toBe(30);
});

test('what is old is not kept', () => {
  let uptime = 0;
  const at = { transportId: aTransport(), now: 1e12, uptime: () => uptime };
  const pace = paceAt({ perSecond: 5, perHour: 100 }, at);
  for (; uptime < 3 * DAY_MS; uptime += 10 * 60_000) pace.take(db, { attempts: 1, now: at.now + uptime });
  expect(db.value<number>(sql`SELECT count(*) FROM pace_slots WHERE width = 300000`)).toBeLessThan(150);
  expect(db.value<number>(sql`SELECT count(*) FROM pace_slots WHERE width < 300000`)).toBeLessThan(20);
});

test('each day of a warm-up allows more, until the limit of a day is reached', () => {
  const warmUp = { startedAt: 1e12, firstDay: 10, growth: 2 };
  let uptime = 0;
  const at = { transportId: aTransport(), now: 1e12, uptime: () => uptime };
  const pace = paceAt({ perDay: 50, warmUp }, at);
  const ofDays: number[] = [];
  for (let day = 0; day < 5; day++) {
    let sent = 0;
    for (; uptime < (day + 1) * DAY_MS; uptime += HOUR_MS) {
      const attempts = pace.allowed();
      sent += attempts;
      if (attempts > 0) pace.take(db, { attempts, now: at.now + uptime });
      if (day === 2 && attempts === 0)
        expect(pace.warmUp()).toMatchObject({ day: { day: 3, allows: 40 }, sent: expect.any(Number) });
    }
    ofDays.push(sent);
  }
  expect(ofDays[0]).toBe(10);
  expect(ofDays[1]).toBe(20);
  expect(ofDays[2]).toBe(40);
  expect(ofDays[4]).toBe(50);
  expect(pace.warmUp()).toBeNull();
});

test('a warm-up says when it allows more', () => {
  const at = { transportId: aTransport(), now: 1e12 + DAY_MS / 2, uptime: () => 0 };
  const pace = paceAt({ warmUp: { startedAt: 1e12, firstDay: 10, growth: 1.5 } }, at);
  pace.take(db, { attempts: 10, now: at.now });
  expect(pace.binding()).toEqual({ limit: 'warm-up', count: 10 });
  expect(pace.nextAt(at.now)).toBe(1e12 + DAY_MS);
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
  expect(delivery.health(transportId)).toMatchObject({ state: 'waiting', words: '5 in 24 hours, the limit of Test server' });
  const { retryAt } = delivery.health(transportId);
  expect((retryAt ?? 0) - Date.now()).toBeGreaterThan(DAY_MS - 10_000);
  expect(sentToday(db, { transportId, now: Date.now() })).toBe(5);
  expect(requireSend(db, send.publicId).state).toBe('sending');
  await delivery.stop();
  await server.stop();
});

test('a send keeps to the limit of a second, over as few connections as that needs', async () => {
  const server = await mailServer();
  const transport = smtpTransport(db, { port: server.port, perSecond: 20, connections: 5 });
  const send = seedSend(db, { count: 40, transportId: transport.id });
  const delivery = deliveryOn(db);
  const start = Date.now();
  delivery.start();
  await until('some have left', () => countByStatus(db, send.sendId).accepted > 10);
  await until('it waits for its pace', () => delivery.pace(send.sendId).limitedBy === '20 a second, the limit of Test server');
  expect(delivery.health(transport.id)).toMatchObject({ state: 'sending', words: '' });
  await until('all have left', () => countByStatus(db, send.sendId).accepted === 40);
  expect(Date.now() - start).toBeGreaterThanOrEqual(1_850);
  expect(server.mostConnections()).toBeLessThanOrEqual(2);
  expect(requireTransport(db, transport.publicId).connections).toBe(5);
  await delivery.stop();
  await server.stop();
});
