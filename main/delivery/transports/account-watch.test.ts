import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Changes, createChanges } from '../../base/changes.ts';
import { silentLogger } from '../../base/logger.ts';
import type { Secrets } from '../../base/secrets.ts';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { createAccountWatch, createTransport, requireTransport } from '../delivery.ts';
import { memorySecrets, smtpTransport, until } from '../testing.ts';
import { type SesEndpoint, sesEndpoint, sesKeys } from './ses-endpoint.ts';

const DAY = 86_400_000;
let db: WriteDb;
let secrets: Secrets;
let changes: Changes;
let amazon: SesEndpoint;
let now: number;
const cleanUp: (() => unknown)[] = [];
beforeEach(async () => {
  const opened = await workspaceDb();
  db = opened.db;
  [secrets, changes, amazon, now] = [memorySecrets(), createChanges(), await sesEndpoint(), 1_000_000_000_000];
  cleanUp.push(opened.close, amazon.stop);
});
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

const connect = (endpoint: string) =>
  createTransport(db, {
    transport: { kind: 'ses', settings: { region: 'eu-west-1', ...sesKeys, endpoint }, secretAccessKey: sesKeys.secretAccessKey },
    secrets,
    now,
  });
const watch = () => {
  let woken = 0;
  const watching = createAccountWatch({ db, clock: () => now, logger: silentLogger, changes, secrets, wake: () => woken++ });
  cleanUp.push(watching.stop);
  watching.start();
  return { ...watching, woken: () => woken };
};

test('an account is read at the start, a new one at once, and each once a day', async () => {
  smtpTransport(db, { port: 25 });
  const first = connect(amazon.url);
  const { woken } = watch();
  await until('the first is read', () => requireTransport(db, first.publicId).account?.perSecond === 14);
  expect(woken()).toBe(1);
  const second = connect(amazon.url);
  changes.announce('transports');
  await until('the second is read', () => requireTransport(db, second.publicId).account !== null);
  changes.announce('transports');
  expect(amazon.state.asked.length).toBe(2);
  now += DAY;
  amazon.state.account.SendQuota.MaxSendRate = 50;
  changes.announce('transports');
  await until('both are read again', () => requireTransport(db, second.publicId).perSecond === 50);
  expect(requireTransport(db, first.publicId).perSecond).toBe(50);
});

test('an account that does not answer is let alone for an hour, and does not hold up the end', async () => {
  const { publicId } = connect('http://127.0.0.1:1');
  const watching = watch();
  await watching.stop();
  expect(requireTransport(db, publicId).account).toBeNull();
});
