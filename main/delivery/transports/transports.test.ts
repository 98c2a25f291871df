import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import {
  cancelSend,
  changeTransport,
  checkTransport,
  countByStatus,
  createTransport,
  defaultTransport,
  hasSecret,
  listTransports,
  makeDefault,
  removeTransport,
  requireTransport,
} from '../delivery.ts';
import { deliveryOn, mailServer, memorySecrets, seedSend, smtpError, smtpTransport, until } from '../testing.ts';
import { testCertificate } from './testing-certificate.ts';

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

const serve = async (options?: Parameters<typeof mailServer>[0]) => {
  const server = await mailServer(options);
  cleanUp.push(() => server.stop());
  return server;
};
const withLogin = (password: string) =>
  serve({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, callback) =>
      auth.username === 'rye' && auth.password === password
        ? callback(null, { user: 'rye' })
        : callback(smtpError(535, 'Username and password not accepted')),
  });
test.each(['starttls', 'auto', 'tls'] as const)('with %s the login and the messages travel encrypted', async (security) => {
  const known = getCACertificates('default');
  cleanUp.push(() => setDefaultCACertificates(known));
  setDefaultCACertificates([...known, testCertificate.cert]);
  const encrypted: boolean[] = [];
  const server = await serve({
    ...testCertificate,
    secure: security === 'tls',
    authOptional: false,
    disabledCommands: [],
    onAuth: (auth, session, callback) => {
      encrypted.push(session.secure);
      callback(auth.password === 'secret' ? null : smtpError(535, 'no'), { user: 'rye' });
    },
  });
  const secrets = memorySecrets();
  const { id, publicId } = smtpTransport(db, { port: server.port, user: 'rye', password: 'secret', security, secrets });
  const result = await checkTransport({ transport: requireTransport(db, publicId), secrets, inboxPort: () => null });
  expect(result.ok).toBe(true);
  expect(result.steps.find(({ name }) => name === 'encryption')?.text).toMatch(/is encrypted \(TLSv1.3\).*until 2126/);
  const send = seedSend(db, { count: 5, transportId: id });
  const delivery = deliveryOn(db, { secrets });
  cleanUp.push(() => delivery.stop());
  delivery.start();
  await until('all have left', () => countByStatus(db, send.sendId).accepted === 5);
  expect(encrypted.length).toBeGreaterThan(1);
  expect(encrypted.every(Boolean)).toBe(true);
});

test('messages leave over a connection that was logged in', async () => {
  const server = await withLogin('secret');
  const secrets = memorySecrets();
  const { id: transportId } = smtpTransport(db, { port: server.port, user: 'rye', password: 'secret', secrets });
  const send = seedSend(db, { count: 5, transportId });
  const delivery = deliveryOn(db, { secrets });
  cleanUp.push(() => delivery.stop());
  delivery.start();
  await until('all have left', () => countByStatus(db, send.sendId).accepted === 5);
});

test('a transport that was changed is used as it is now', async () => {
  const [first, second] = [await serve(), await serve()];
  const secrets = memorySecrets();
  const { id: transportId, publicId } = smtpTransport(db, { port: first.port, connections: 1, secrets });
  const send = seedSend(db, { count: 400, transportId });
  const delivery = deliveryOn(db, { secrets });
  cleanUp.push(() => delivery.stop());
  delivery.start();
  await until('some have left', () => first.got.length > 20);
  const settings = { host: '127.0.0.1', port: second.port, security: 'auto', user: '' } as const;
  changeTransport(db, { change: { publicId, settings, secret: '' }, secrets, now: Date.now() });
  delivery.wake();
  await until('the rest has left', () => countByStatus(db, send.sendId).accepted === 400);
  expect(first.got.length + second.got.length).toBe(400);
  expect(second.got.length).toBeGreaterThan(0);
});

test('the password is kept as a secret and never in the database', () => {
  const secrets = memorySecrets();
  const { publicId } = smtpTransport(db, { port: 25, user: 'rye', password: 'hunter2', secrets });
  const transport = requireTransport(db, publicId);
  expect(hasSecret(secrets, transport)).toBe(true);
  expect(JSON.stringify(transport)).not.toContain('hunter2');
  changeTransport(db, { change: { publicId, name: 'Mine', secret: '' }, secrets, now: Date.now() });
  expect(secrets.get(`transport:${publicId}`)).toBe('hunter2');
  expect(requireTransport(db, publicId).name).toBe('Mine');
});

test('the first transport is the default, a real one takes the place of the test inbox', () => {
  const secrets = memorySecrets();
  const now = Date.now();
  createTransport(db, { transport: { kind: 'inbox', name: '', connections: 5, perSecond: null, perDay: null }, secrets, now });
  expect(defaultTransport(db)?.name).toBe('Test inbox');
  const smtp = smtpTransport(db, { port: 25 });
  expect(defaultTransport(db)?.id).toBe(smtp.id);
  const other = smtpTransport(db, { port: 26 });
  expect(defaultTransport(db)?.id).toBe(smtp.id);
  makeDefault(db, other.publicId);
  expect(
    listTransports(db)
      .filter((transport) => transport.isDefault)
      .map((transport) => transport.id),
  ).toEqual([other.id]);
});

test('a transport that is sending cannot be removed; afterwards it can, and its name stays in the ledger', () => {
  const secrets = memorySecrets();
  const { id, publicId } = smtpTransport(db, { port: 25, user: 'rye', password: 'x', secrets });
  const send = seedSend(db, { count: 2, transportId: id });
  expect(() => removeTransport(db, { publicId, secrets, now: 1 })).toThrow('being sent through this account');
  cancelSend(db, { sendId: send.sendId, now: 1 });
  removeTransport(db, { publicId, secrets, now: 1 });
  expect(listTransports(db)).toEqual([]);
  expect(secrets.get(`transport:${publicId}`)).toBeNull();
  expect(() => requireTransport(db, publicId)).toThrow('no such mail account');
});
