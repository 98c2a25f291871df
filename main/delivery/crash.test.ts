import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { countByStatus, requireSend } from './delivery.ts';
import { deliveryOn, mailServer, seedSend, smtpTransport, until } from './testing.ts';

const RECIPIENTS = 200;
const CONNECTIONS = 3;

let db: WriteDb;
let close: () => void;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(() => close());

function startChild(point: string): { child: ChildProcess; reached: Promise<void>; kill: () => Promise<void> } {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash.fixture.ts'), db.file, point], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    child,
    reached: new Promise((resolve) => child.stdout?.once('data', () => resolve())),
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

/** Kills a sending process at a point, goes on in this one, and accounts for every recipient. */
async function killAndRecover(point: 'after-claim' | 'after-attempting' | 'after-data' | 'before-settle') {
  let reached: () => void = () => undefined;
  const atServer = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const server = await mailServer({
    answer: (_to, nth) => {
      if (point !== 'after-data' || nth !== 40) return null;
      // The whole message is here, and its answer never comes.
      reached();
      return 'hang';
    },
  });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: CONNECTIONS });
  const send = seedSend(db, { count: RECIPIENTS, transportId });

  const { reached: atPoint, kill } = startChild(point);
  await (point === 'after-data' ? atServer : atPoint);
  await kill();
  const crashed = countByStatus(db, send.sendId);

  const delivery = deliveryOn(db);
  delivery.start();
  const state = () => requireSend(db, send.publicId).state;
  await until('nothing is left to send', () => state() === 'finished' || state() === 'paused');
  await delivery.stop();
  await server.stop();

  const arrived = new Map<string, number>();
  for (const mail of server.got) arrived.set(mail.to[0] ?? '', (arrived.get(mail.to[0] ?? '') ?? 0) + 1);
  return { crashed, counts: countByStatus(db, send.sendId), arrived, state: state() };
}

const twice = (arrived: Map<string, number>) => [...arrived].filter(([, times]) => times > 1);

test('killed after the claim: nothing had left, everything is sent once', async () => {
  const { crashed, counts, arrived, state } = await killAndRecover('after-claim');
  expect(crashed.claimed).toBeGreaterThan(0);
  expect(crashed.attempting).toBe(0);
  expect(counts).toMatchObject({ accepted: RECIPIENTS, uncertain: 0 });
  expect(arrived.size).toBe(RECIPIENTS);
  expect(twice(arrived)).toEqual([]);
  expect(state).toBe('finished');
});

test('killed after the attempt was written down: it is uncertain, though nothing had left', async () => {
  const { crashed, counts, arrived, state } = await killAndRecover('after-attempting');
  expect(crashed.attempting).toBeGreaterThan(0);
  expect(counts.uncertain).toBe(crashed.attempting);
  expect(counts.uncertain).toBeLessThanOrEqual(CONNECTIONS);
  expect(counts.accepted + counts.uncertain).toBe(RECIPIENTS);
  expect(twice(arrived)).toEqual([]);
  expect(state).toBe('paused');
});

test('killed after the whole message was handed over: it is uncertain, and it has arrived once', async () => {
  const { counts, arrived } = await killAndRecover('after-data');
  expect(counts.uncertain).toBeGreaterThan(0);
  expect(counts.uncertain).toBeLessThanOrEqual(CONNECTIONS);
  expect(counts.accepted + counts.uncertain).toBe(RECIPIENTS);
  expect(arrived.size).toBeGreaterThanOrEqual(RECIPIENTS - counts.uncertain);
  expect(twice(arrived)).toEqual([]);
});

test('killed before the answers were written down: they are uncertain and not sent again', async () => {
  const { crashed, counts, arrived } = await killAndRecover('before-settle');
  expect(crashed.attempting).toBeGreaterThan(0);
  expect(counts.uncertain).toBe(crashed.attempting);
  expect(counts.uncertain).toBeLessThanOrEqual(CONNECTIONS);
  expect(arrived.size).toBe(RECIPIENTS);
  expect(twice(arrived)).toEqual([]);
});

test('killed at any moment, again and again: nobody is lost and nobody gets it twice', async () => {
  const server = await mailServer();
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: CONNECTIONS });
  const send = seedSend(db, { count: 1000, transportId });
  let kills = 0;
  for (; kills < 5 && requireSend(db, send.publicId).state === 'sending'; kills++) {
    const { kill } = startChild('none');
    const from = server.got.length;
    await until('more have arrived', () => server.got.length > from + 50 + kills * 17 || server.got.length >= 990);
    const before = countByStatus(db, send.sendId).uncertain;
    await kill();
    expect(countByStatus(db, send.sendId).attempting + countByStatus(db, send.sendId).uncertain - before).toBeLessThanOrEqual(
      CONNECTIONS,
    );
  }
  const delivery = deliveryOn(db);
  delivery.start();
  const state = () => requireSend(db, send.publicId).state;
  await until('nothing is left to send', () => state() !== 'sending');
  await delivery.stop();
  await server.stop();
  const counts = countByStatus(db, send.sendId);
  const arrived = new Set(server.got.map((mail) => mail.to[0]));
  expect(server.got).toHaveLength(arrived.size);
  expect(counts.accepted + counts.uncertain).toBe(1000);
  expect(arrived.size).toBeGreaterThanOrEqual(counts.accepted);
  expect(counts.uncertain).toBeLessThanOrEqual(CONNECTIONS * kills);
});
