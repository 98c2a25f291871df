import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createChanges } from '../base/changes.ts';
import { silentLogger } from '../base/logger.ts';
import { sql } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { deliveryOn, mailServer, plainLetters, seedSend, smtpTransport, until } from '../delivery/testing.ts';
import { knownSecret, plainStyle, receiver } from './testing.ts';
import { createWebhooks } from './webhooks.ts';

const RECIPIENTS = 300;
const KILLS = 3;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of closing.splice(0).reverse()) await step();
});

function startWorker(file: string): () => Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill.fixture.ts'), file], { stdio: 'inherit' });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return () => {
    child.kill('SIGKILL');
    return gone;
  };
}

test('killed again and again while it sends and tells: each message that left is told, under one id', async () => {
  const { db, close } = await workspaceDb();
  const mails = await mailServer();
  const there = await receiver();
  closing.push(close, mails.stop, there.stop);
  const { id: transportId } = smtpTransport(db, { port: mails.port, connections: 2 });
  const changes = createChanges();
  const options = { db, workspaceId: 'w', clock: Date.now, logger: silentLogger, changes, secrets: knownSecret };
  const webhooks = createWebhooks({ ...options, styles: [plainStyle] });
  webhooks.setMayBePrivate(true);
  webhooks.endpoints.create({ dialect: 'pulsemail', url: there.url, events: ['told.accepted'], allowPrivate: true });
  seedSend(db, { count: RECIPIENTS, transportId });

  for (let nth = 0; nth < KILLS; nth++) {
    const kill = startWorker(db.file);
    const from = there.got.length;
    await until('more was told', () => there.got.length > from + 20 + nth * 13);
    await kill();
  }
  const delivery = deliveryOn(db, { letters: plainLetters, changes });
  delivery.start();
  webhooks.start();
  closing.push(delivery.stop, webhooks.stop);
  const count = (status: string) => db.value<number>(sql`SELECT count(*) FROM messages WHERE status = ${status}`) ?? 0;
  await until('everything has left', () => count('accepted') + count('uncertain') === RECIPIENTS);
  // What a kill cut off has to be due again before it is said once more.
  db.run(sql`UPDATE webhook_deliveries SET due_at = 0 WHERE status = 'pending'`);
  const pending = () => db.value<number>(sql`SELECT count(*) FROM webhook_deliveries WHERE status <> 'succeeded'`) ?? 0;
  const ids = () => new Set(there.got.map(({ body }) => String(JSON.parse(body).id)));
  await until('all of it was told', () => ids().size === count('accepted') && pending() === 0);

  const deliveries = new Map<string, Set<unknown>>();
  for (const { body, headers } of there.got) {
    const { id } = JSON.parse(body);
    deliveries.set(id, (deliveries.get(id) ?? new Set()).add(headers['x-delivery']));
  }
  expect([...deliveries.values()].every((said) => said.size === 1)).toBe(true);
  expect(db.value(sql`SELECT count(*) FROM webhook_deliveries`)).toBe(count('accepted'));
  // One by one, whoever was told of is whoever got it.
  const told = new Set(there.got.map(({ body }) => String(JSON.parse(body).email)));
  const left = db.all<{ email: string }>(sql`SELECT email FROM messages WHERE status = 'accepted'`);
  expect([...told].sort()).toEqual(left.map(({ email }) => email).sort());
}, 60_000);
