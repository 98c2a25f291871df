import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { countByStatus, createTransport, type Delivery, requireSend } from '../delivery.ts';
import { deliveryOn, mailServer, memorySecrets, seedSend, smtpTransport, until } from '../testing.ts';

let db: WriteDb;
const cleanUp: (() => unknown)[] = [];
beforeEach(async () => {
  const opened = await workspaceDb();
  db = opened.db;
  cleanUp.push(opened.close);
});
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

function work(options: Parameters<typeof deliveryOn>[1] = {}): Delivery {
  const delivery = deliveryOn(db, options);
  cleanUp.push(() => delivery.stop());
  delivery.start();
  return delivery;
}

/** A port at which nothing answers until somebody listens there. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** Counts the tries, by what the log says of them. */
function counting() {
  const tries: string[] = [];
  return { tries, logger: { ...silentLogger, warn: (text: string) => void tries.push(text) } };
}

test('a network that is gone for a long time holds nobody up for good: the send goes on by itself when it is back', async () => {
  const port = await freePort();
  const { id: transportId } = smtpTransport(db, { port });
  const send = seedSend(db, { count: 20, transportId });
  const { tries, logger } = counting();
  const delivery = work({ logger, timing: { reconnectMs: 2, longestReconnectMs: 10 } });
  await until('it was tried many times', () => tries.length > 12);
  expect(requireSend(db, send.publicId)).toMatchObject({ state: 'sending', pauseReason: '' });
  await until('it says why it waits', () => delivery.pace(send.sendId).waiting !== null);
  expect(delivery.pace(send.sendId).waiting).toEqual({
    words: expect.stringContaining('nothing answers there'),
    retryAt: expect.any(Number),
  });
  expect(countByStatus(db, send.sendId)).toMatchObject({ attempting: 0, uncertain: 0, refused: 0, deferred: 0 });

  const server = await mailServer({ port });
  cleanUp.push(() => server.stop());
  await until('it is finished', () => requireSend(db, send.publicId).state === 'finished');
  expect(server.got).toHaveLength(20);
});

test('a server whose name is not found is waited for as well, with words that say so', async () => {
  const { id: transportId } = createTransport(db, {
    transport: {
      kind: 'smtp',
      settings: { host: 'mail.rye.invalid', port: 25, security: 'auto', user: '' },
      password: '',
      name: 'Gone',
      connections: 2,
      perSecond: null,
      perDay: null,
    },
    secrets: memorySecrets(),
    now: Date.now(),
  });
  const send = seedSend(db, { count: 3, transportId });
  const delivery = work({ timing: { reconnectMs: 20_000, longestReconnectMs: 20_000 } });
  await until('it was tried', () => delivery.pace(send.sendId).waiting !== null);
  expect(delivery.pace(send.sendId).waiting?.words).toContain('the name of the server was not found');
  expect(requireSend(db, send.publicId).state).toBe('sending');
  expect(countByStatus(db, send.sendId)).toMatchObject({ attempting: 0, uncertain: 0, refused: 0 });
});

test('the waits between tries grow up to a bound', async () => {
  const port = await freePort();
  const { id: transportId } = smtpTransport(db, { port });
  const send = seedSend(db, { count: 1, transportId });
  const waits: number[] = [];
  const delivery = work({
    timing: { reconnectMs: 10, longestReconnectMs: 80 },
    logger: { ...silentLogger, warn: () => void waits.push((delivery.pace(send.sendId).waiting?.retryAt ?? 0) - Date.now()) },
  });
  await until('it was tried several times', () => waits.length >= 6);
  expect(waits.slice(0, 6).map((ms) => Math.round(ms / 10) * 10)).toEqual([10, 20, 40, 80, 80, 80]);
});

test('where Amazon cannot be reached, few messages are tried in vain while it is waited for', async () => {
  const secrets = memorySecrets();
  const { id: transportId } = createTransport(db, {
    transport: {
      kind: 'ses',
      settings: {
        region: 'eu-west-1',
        accessKeyId: 'AKIAEXAMPLE',
        endpoint: `http://127.0.0.1:${await freePort()}`,
        configurationSet: '',
      },
      secretAccessKey: 'secret',
      connections: 2,
    },
    secrets,
    now: Date.now(),
  });
  const send = seedSend(db, { count: 100, transportId });
  const delivery = work({ secrets, timing: { reconnectMs: 20, longestReconnectMs: 10_000, retryMs: [60_000] } });
  await until('it waits for some time', () => (delivery.pace(send.sendId).waiting?.retryAt ?? 0) > Date.now() + 500);
  expect(delivery.pace(send.sendId).waiting?.words).toContain('ECONNREFUSED');
  expect(db.value<number>(sql`SELECT sum(attempts) FROM messages`)).toBeLessThan(20);
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 0, uncertain: 0, refused: 0 });
  expect(requireSend(db, send.publicId).state).toBe('sending');
});
