import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createChanges } from '../base/changes.ts';
import { silentLogger } from '../base/logger.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { memorySecrets, until as untilIt } from '../delivery/testing.ts';
import { forgetEvents, lastEventId, recordEvent, recordEvents } from '../events/events.ts';
import { plainStyle, receiver } from './testing.ts';
import { createWebhooks, type WebhookOptions, type Webhooks } from './webhooks.ts';

const HOUR = 3_600_000;
const SECRET = 'a secret of the receiver';
const until = (isSo: () => boolean) => untilIt('the webhooks got on', isSo);

let db: WriteDb;
let closing: (() => unknown)[];
let now: number;
let secrets: ReturnType<typeof memorySecrets>;

beforeEach(async () => {
  const opened = await workspaceDb();
  db = opened.db;
  now = Date.now();
  secrets = memorySecrets();
  closing = [opened.close];
  for (const at of [1, 2, 3])
    db.run(sql`INSERT INTO contacts (public_id, email, email_key, created_at, updated_at)
      VALUES (${`c${at}`}, ${`p${at}@example.com`}, ${`p${at}@example.com`}, 1, 1)`);
});
afterEach(async () => {
  for (const step of closing.reverse()) await step();
});

function hooks(options: Partial<WebhookOptions> = {}): Webhooks {
  const made = createWebhooks({
    db,
    workspaceId: 'w',
    clock: () => now,
    logger: silentLogger,
    changes: createChanges(),
    secrets,
    styles: [plainStyle],
    ...options,
  });
  made.setMayBePrivate(true);
  closing.push(made.stop);
  return made;
}

async function listening(...how: Parameters<typeof receiver>) {
  const made = await receiver(...how);
  closing.push(made.stop);
  return made;
}

const endpointFor = (webhooks: Webhooks, url: string, more: object = {}) =>
  webhooks.endpoints.create({ dialect: 'pulsemail', url, events: ['*'], secret: SECRET, allowPrivate: true, ...more }).endpoint;
const opened = (contactId = 1, data = {}) => recordEvent(db, { name: 'opened', contactId, at: now, data });
const logOf = (webhooks: Webhooks, endpointId: number) => webhooks.deliveries.page({ endpointId, before: null, limit: 200 });
const ends = (webhooks: Webhooks, endpointId: number, count: number) =>
  until(() => logOf(webhooks, endpointId).filter(({ status }) => status !== 'pending').length === count);

test('what happens is told once, signed so that the receiver can tell, and only what was asked for', async () => {
  const webhooks = hooks();
  const there = await listening();
  opened();
  const { id } = endpointFor(webhooks, there.url, { events: ['told.opened'] });
  webhooks.start();
  opened(1, { agent: 'Zoë’s phone' });
  recordEvent(db, { name: 'clicked', contactId: 1, at: now });
  recordEvent(db, { name: 'bounced', contactId: 1, at: now });
  opened(2);
  webhooks.wake();
  await ends(webhooks, id, 2);
  expect(there.got.map(({ body }) => JSON.parse(body).email).sort()).toEqual(['p1@example.com', 'p2@example.com']);
  for (const { headers, body } of there.got)
    expect(headers['x-signature']).toBe(createHmac('sha256', SECRET).update(Buffer.from(body, 'utf8')).digest('hex'));
  expect(new Set(there.got.map(({ headers }) => headers['x-delivery'])).size).toBe(2);
  expect(logOf(webhooks, id).map(({ status, attempts, responseStatus }) => [status, attempts, responseStatus])).toEqual([
    ['succeeded', 1, 204],
    ['succeeded', 1, 204],
  ]);
});

test('a restart in the middle loses nothing and puts nothing down twice', async () => {
  const there = await listening();
  let webhooks = hooks();
  endpointFor(webhooks, there.url);
  db.transaction(() => recordEvents(db, { name: 'subscribed', contactIds: Array(180).fill(1), at: now }));
  for (let round = 0; round < 4; round++) {
    webhooks.start();
    const wanted = Math.min(180, there.got.length + 30);
    await until(() => there.got.length >= wanted);
    await webhooks.stop();
    webhooks = hooks();
  }
  webhooks.start();
  await until(() => new Set(there.got.map(({ body }) => JSON.parse(body).id)).size === 180);
  const rows = db.value<number>(sql`SELECT count(*) FROM webhook_deliveries`);
  expect(rows).toBe(180);
});

test('what fails is tried again after growing waits and then given up', async () => {
  const there = await listening((_nth, response) => void response.writeHead(500).end('out of order'));
  const webhooks = hooks();
  const { id } = endpointFor(webhooks, there.url);
  webhooks.start();
  opened();
  const start = now;
  const waits: number[] = [];
  for (let attempts = 1; attempts <= 6; attempts++) {
    webhooks.wake();
    await until(() => there.got.length === attempts && logOf(webhooks, id)[0]?.durationMs !== null);
    await until(() => {
      const one = logOf(webhooks, id)[0];
      return one !== undefined && one.attempts === attempts && (one.status === 'failed' || one.dueAt - now !== 30_000);
    });
    const one = logOf(webhooks, id)[0];
    if (one?.status === 'pending') {
      waits.push(one.dueAt - now);
      now = one.dueAt;
    }
  }
  expect(waits).toEqual([10_000, 60_000, 600_000, HOUR, 6 * HOUR]);
  expect(logOf(webhooks, id)[0]).toMatchObject({
    status: 'failed',
    attempts: 6,
    responseStatus: 500,
    error: 'It answers with 500.',
  });
  expect(webhooks.deliveries.get(logOf(webhooks, id)[0]?.publicId ?? '')?.responseBody).toBe('out of order');
  expect(new Set(there.got.map(({ headers }) => headers['x-delivery'])).size).toBe(1);
  expect(now - start).toBeGreaterThan(7 * HOUR);
});

test('an endpoint that fails for a day is paused, keeps its place, and goes on when a person says so', async () => {
  let works = false;
  const there = await listening((_nth, response) => void response.writeHead(works ? 200 : 503).end());
  const webhooks = hooks();
  const { id, publicId } = endpointFor(webhooks, there.url);
  webhooks.start();
  for (let hours = 0; hours <= 26 && webhooks.endpoints.get(publicId).paused === ''; hours++) {
    opened();
    const { failures } = webhooks.endpoints.get(publicId);
    webhooks.wake();
    await until(() => webhooks.endpoints.get(publicId).failures > failures);
    now += HOUR;
  }
  await until(() => webhooks.endpoints.get(publicId).paused !== '');
  expect(webhooks.endpoints.get(publicId).paused).toBe('Nothing got through for a day. Last: It answers with 503.');
  const calls = there.got.length;
  opened(3);
  webhooks.wake();
  works = true;
  webhooks.endpoints.resume(publicId);
  await until(() => there.got.slice(calls).some(({ body }) => JSON.parse(body).email === 'p3@example.com'));
  await until(() => logOf(webhooks, id).every(({ status }) => status !== 'pending'));
  expect(webhooks.endpoints.get(publicId)).toMatchObject({ paused: '', failures: 0 });
});

test('a receiver that says it is gone is not called again', async () => {
  const there = await listening((_nth, response) => void response.writeHead(410).end());
  const webhooks = hooks();
  const { publicId } = endpointFor(webhooks, there.url);
  webhooks.start();
  opened();
  await until(() => webhooks.endpoints.get(publicId).paused.includes('gone for good'));
  now += HOUR;
  webhooks.wake();
  expect(there.got.length).toBe(1);
});

test('a slow receiver does not hold up another, and few calls run at once', async () => {
  const slow = await listening(() => undefined);
  const quick = await listening();
  const webhooks = hooks();
  endpointFor(webhooks, slow.url);
  const { id } = endpointFor(webhooks, quick.url);
  webhooks.start();
  for (let nth = 0; nth < 40; nth++) opened();
  webhooks.wake();
  await ends(webhooks, id, 40);
  expect(quick.got.length).toBe(40);
  expect(slow.mostAtOnce()).toBeLessThanOrEqual(2);
  expect(quick.mostAtOnce()).toBeLessThanOrEqual(2);
});

test('nothing in a private network is called, whatever the name or the number looks like', async () => {
  const there = await listening();
  const webhooks = hooks({ resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });
  const port = there.port;
  const urls = [
    `http://127.0.0.1:${port}/`,
    `http://localhost:${port}/`,
    `http://hooks.example:${port}/`,
    `http://2130706433:${port}/`,
    `http://[::1]:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    `http://0.0.0.0:${port}/`,
  ];
  const ids = urls.map((url) => endpointFor(webhooks, url, { allowPrivate: false }).id);
  webhooks.start();
  opened();
  await until(() => ids.every((id) => (logOf(webhooks, id)[0]?.error ?? '') !== ''));
  for (const id of ids) expect(logOf(webhooks, id)[0]?.error).toContain('private network');
  expect(there.got).toEqual([]);
});

test('a name is looked up once and called at that very address; a redirect is not followed', async () => {
  const secret = await listening();
  const there = await listening((_nth, response) => void response.writeHead(307, { location: secret.url }).end());
  let asked = 0;
  const webhooks = hooks({
    resolve: () => Promise.resolve([{ address: asked++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }]),
  });
  const { id } = endpointFor(webhooks, `http://hooks.example:${there.port}/in`);
  webhooks.start();
  opened();
  await until(() => (logOf(webhooks, id)[0]?.error ?? '') !== '');
  expect(asked).toBe(1);
  expect(there.got[0]?.headers.host).toBe(`hooks.example:${there.port}`);
  expect(logOf(webhooks, id)[0]?.error).toContain('Redirects are not followed');
  expect(secret.got).toEqual([]);
});

test('the last day is said again word for word, as deliveries of their own', async () => {
  const there = await listening();
  const webhooks = hooks();
  const { id, publicId } = endpointFor(webhooks, there.url);
  webhooks.start();
  for (const contactId of [1, 2, 3]) {
    opened(contactId);
    webhooks.wake();
    await ends(webhooks, id, contactId);
    now += 10 * HOUR;
  }
  expect(await webhooks.replay.many(publicId)).toEqual({ replayed: 2, since: now - 24 * HOUR });
  await ends(webhooks, id, 5);
  const bodies = there.got.map(({ body }) => body);
  expect(bodies.slice(3)).toEqual(bodies.slice(1, 3));
  expect(new Set(there.got.map(({ headers }) => headers['x-delivery'])).size).toBe(5);
  const ofLog = logOf(webhooks, id);
  webhooks.replay.one(ofLog[0]?.publicId ?? '');
  await ends(webhooks, id, 6);
  expect(bodies).toContain(there.got[5]?.body);
  // What was said more than a day ago is in the log without whom it was about.
  const oldest = ofLog.at(-1)?.publicId ?? '';
  expect(() => webhooks.replay.one(oldest)).toThrow('more than a day ago');
  expect(await webhooks.replay.many(publicId, { failedOnly: true })).toMatchObject({ replayed: 0 });
});

test('the log shows no address, and keeps none once it cannot be said again', async () => {
  const there = await listening((_nth, response) => void response.writeHead(200).end('thanks, p1@example.com'));
  const webhooks = hooks();
  const { id } = endpointFor(webhooks, there.url);
  webhooks.start();
  opened(1, { changes: { town: ['Graz', 'Linz'] } });
  webhooks.wake();
  await ends(webhooks, id, 1);
  const publicId = logOf(webhooks, id)[0]?.publicId ?? '';
  const shown = webhooks.deliveries.get(publicId);
  expect(shown).toMatchObject({ responseBody: 'thanks, p…@example.com', masked: false });
  expect(JSON.parse(shown?.body ?? '')).toMatchObject({ email: 'p…@example.com', data: { changes: ['town'] } });
  const stored = () => JSON.stringify(db.all(sql`SELECT body, response_body FROM webhook_deliveries`));
  expect(stored()).toContain('p1@example.com');
  now += 25 * HOUR;
  webhooks.wake();
  await until(() => logOf(webhooks, id)[0]?.masked === true);
  expect(stored()).not.toContain('p1@example.com');
  expect(stored()).not.toContain('Graz');
});

test('facts that take the place of others that were taken back are told, and none twice', async () => {
  const there = await listening();
  const webhooks = hooks();
  const { id } = endpointFor(webhooks, there.url);
  webhooks.start();
  for (let nth = 0; nth < 5; nth++) opened();
  webhooks.wake();
  await ends(webhooks, id, 5);
  const last = lastEventId(db);
  forgetEvents(db, { first: last - 2, last, before: 99, except: [] });
  now += 1;
  for (let nth = 0; nth < 4; nth++) opened(2);
  webhooks.wake();
  await ends(webhooks, id, 9);
  expect(there.got.filter(({ body }) => JSON.parse(body).email === 'p2@example.com').length).toBe(4);
});

test('secrets are kept apart from the database, and wrong endpoints are refused in words', async () => {
  const webhooks = hooks();
  const { endpoint, secret } = webhooks.endpoints.create({ dialect: 'pulsemail', url: 'https://a.example/x', events: ['*'] });
  expect(secrets.get(`webhook/${endpoint.publicId}`)).toBe(secret);
  expect(webhooks.endpoints.secretHint(endpoint)).toBe('cdef');
  expect(JSON.stringify(db.all(sql`SELECT * FROM webhook_endpoints`))).not.toContain(secret);
  const create = (more: object) =>
    webhooks.endpoints.create({ dialect: 'pulsemail', url: 'https://a.example', events: ['*'], ...more });
  expect(() => create({ url: 'ftp://a.example' })).toThrow('https://');
  expect(() => create({ url: 'https://me:pass@a.example' })).toThrow('password');
  expect(() => create({ events: ['told.nothing'] })).toThrow('told.nothing');
  expect(() => create({ events: [] })).toThrow('at least one');
  expect(() => create({ secret: 'short' })).toThrow('16 to 128');
  expect(() => create({ dialect: 'plume' })).toThrow('no webhooks');
  webhooks.endpoints.remove(endpoint.publicId);
  expect(secrets.get(`webhook/${endpoint.publicId}`)).toBeNull();
});

test('a webhook may be in a private network only where the workspace allows it, and is left alone there once that is off', async () => {
  const there = await listening();
  const webhooks = hooks();
  webhooks.setMayBePrivate(false);
  expect(() => endpointFor(webhooks, there.url)).toThrow('off for all webhooks');
  const { publicId } = endpointFor(webhooks, there.url, { allowPrivate: false });
  expect(() => webhooks.endpoints.change(publicId, { allowPrivate: true })).toThrow('off for all webhooks');
  webhooks.setMayBePrivate(true);
  const { id } = webhooks.endpoints.change(publicId, { allowPrivate: true });
  webhooks.start();
  opened();
  webhooks.wake();
  await ends(webhooks, id, 1);
  expect(there.got.length).toBe(1);

  webhooks.setMayBePrivate(false);
  // What it was allowed stays with it, whatever else is changed of it meanwhile.
  expect(webhooks.endpoints.change(publicId, { allowPrivate: true, events: ['told.opened'] }).allowPrivate).toBe(true);
  opened(2);
  webhooks.wake();
  await until(() => logOf(webhooks, id)[0]?.error.includes('off for all webhooks of this workspace') === true);
  expect(there.got.length).toBe(1);
  webhooks.setMayBePrivate(true);
  webhooks.endpoints.resume(publicId);
  await ends(webhooks, id, 2);
  expect(there.got.length).toBe(2);
});
