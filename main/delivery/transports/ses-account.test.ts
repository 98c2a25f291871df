import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Secrets } from '../../base/secrets.ts';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import {
  accountIdentities,
  changeTransport,
  checkTransport,
  countByStatus,
  createTransport,
  eachSuppressedThere,
  noteAccount,
  requireSend,
  requireTransport,
} from '../delivery.ts';
import { deliveryOn, memorySecrets, seedSend, until } from '../testing.ts';
import { type SesEndpoint, sesEndpoint, sesKeys } from './ses-endpoint.ts';

let db: WriteDb;
let secrets: Secrets;
let amazon: SesEndpoint;
const cleanUp: (() => unknown)[] = [];
beforeEach(async () => {
  const opened = await workspaceDb();
  db = opened.db;
  secrets = memorySecrets();
  amazon = await sesEndpoint();
  cleanUp.push(opened.close, amazon.stop);
  amazon.state.identities = {
    'rye.example': { verified: true, dkim: 'SUCCESS', tokens: ['aaa', 'bbb', 'ccc'], mailFrom: 'bounce.rye.example' },
    'me@other.example': { verified: false },
    'new.example': { verified: false, dkim: 'PENDING', tokens: ['ddd'] },
  };
});
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

const connect = (
  facts: { secretAccessKey?: string; sessionToken?: string; configurationSet?: string; perSecond?: number } = {},
) => {
  const { secretAccessKey = sesKeys.secretAccessKey, sessionToken = '', configurationSet = '', perSecond = null } = facts;
  const created = createTransport(db, {
    transport: {
      kind: 'ses',
      settings: { region: 'eu-west-1', accessKeyId: sesKeys.accessKeyId, endpoint: amazon.url, configurationSet },
      ...{ secretAccessKey, sessionToken, perSecond },
    },
    secrets,
    now: Date.now(),
  });
  return { ...created, transport: requireTransport(db, created.publicId) };
};
const check = (facts: Parameters<typeof connect>[0] = {}, sender = '') =>
  checkTransport({ transport: connect(facts).transport, secrets, inboxPort: () => null, sender });
const send = (count: number, facts: Parameters<typeof connect>[0] = {}) => {
  const { id } = connect(facts);
  const seeded = seedSend(db, { count, transportId: id });
  const delivery = deliveryOn(db, { secrets });
  cleanUp.push(() => delivery.stop());
  delivery.start();
  return { ...seeded, delivery, counts: () => countByStatus(db, seeded.sendId) };
};

test('a campaign leaves signed, each message with its mark as a tag and in the configuration set', async () => {
  amazon.state.configurationSets = ['news'];
  const { counts } = send(12, { configurationSet: 'news' });
  await until('all have left', () => counts().accepted === 12);
  const { sent } = amazon.state;
  expect(new Set(sent.map(({ to }) => to)).size).toBe(12);
  expect(new Set(sent.map(({ tags }) => tags['letterpress'])).size).toBe(12);
  expect(sent[0]).toMatchObject({
    configurationSet: 'news',
    feedbackTo: 'hello@rye.example',
    tags: { letterpress: expect.stringMatching(/^[0-9a-z]+-[0-9a-f]{20}$/) },
  });
});

test('throttling slows down and loses nobody', async () => {
  amazon.state.refuse = Array.from({ length: 2 }, () => ({
    status: 429,
    type: 'TooManyRequestsException',
    message: 'Maximum sending rate exceeded.',
  }));
  const { sendId } = seedSend(db, { count: 6, transportId: connect().id });
  const delivery = deliveryOn(db, { secrets, timing: { brakeMs: 20, longestBrakeMs: 40, retryMs: [50] } });
  cleanUp.push(() => delivery.stop());
  delivery.start();
  await until('all have left', () => countByStatus(db, sendId).accepted === 6);
  expect(new Set(amazon.state.sent.map(({ to }) => to)).size).toBe(6);
});

test.each([
  ['sending that Amazon switched off', () => (amazon.state.account.SendingEnabled = false), {}, 'Sending is paused'],
  ['a wrong secret key', () => undefined, { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
  ['a sender that is not confirmed', () => (amazon.state.identities = {}), {}, 'Email address is not verified'],
])('%s holds the campaign up with Amazon’s words, and nothing is lost', async (_what, prepare, facts, words) => {
  prepare();
  const { publicId, counts } = send(5, facts);
  await until('it is held up', () => requireSend(db, publicId).state === 'paused');
  expect(requireSend(db, publicId).pauseReason).toContain(words);
  await until('everybody waits again', () => counts().pending === 5);
});

test('temporary keys work with their token and not without it', async () => {
  amazon.state.sessionToken = 'temporary';
  expect((await check()).steps.at(-1)).toMatchObject({ ok: false, advice: expect.stringContaining('Temporary keys') });
  expect(await check({ sessionToken: 'temporary' })).toMatchObject({ ok: true });
});

test('the limits of the account hold where the person chose none', async () => {
  const { id, publicId, transport } = connect();
  const { account } = await checkTransport({ transport, secrets, inboxPort: () => null });
  if (!account) throw new Error('nothing was learned of the account');
  expect(noteAccount(db, { transportId: id, account, now: Date.now() })).toBe(true);
  expect(requireTransport(db, publicId)).toMatchObject({
    perSecond: 14,
    perDay: 50_000,
    chosen: { perSecond: null, perDay: null },
  });
  expect(noteAccount(db, { transportId: id, account, now: Date.now() })).toBe(false);
  const change = (facts: { perSecond?: number | null; settings?: typeof transport.settings }) =>
    changeTransport(db, { change: { publicId, secret: '', ...(facts as object) }, secrets, now: Date.now() });
  change({ perSecond: 5 });
  expect(requireTransport(db, publicId)).toMatchObject({ perSecond: 5, perDay: 50_000, chosen: { perSecond: 5, perDay: null } });
  change({ perSecond: null });
  expect(requireTransport(db, publicId)).toMatchObject({ perSecond: 14, chosen: { perSecond: null } });
  // Another region is another account, of which nothing is known yet.
  change({ settings: { ...transport.settings, region: 'us-east-1' } as never });
  expect(requireTransport(db, publicId)).toMatchObject({ perSecond: null, perDay: null, account: null });
});

test('the check tells the limits, the sandbox, Amazon’s watch and whether the sender is confirmed', async () => {
  const good = await check({}, 'hello@rye.example');
  expect(good.steps.map(({ text }) => text)).toEqual([
    'Amazon SES in eu-west-1 accepts the keys.',
    '12 of 50,000 messages were sent in the last 24 hours, at most 14 a second.',
    'rye.example is confirmed, and messages from it are signed (DKIM).',
  ]);
  expect((await check({}, 'me@other.example')).steps.at(-1)).toMatchObject({
    ok: false,
    text: 'me@other.example is not confirmed at Amazon SES.',
  });
  Object.assign(amazon.state.account, { ProductionAccessEnabled: false, EnforcementStatus: 'PROBATION' });
  const watched = await check();
  expect([watched.ok, ...watched.steps.filter(({ ok }) => !ok).map(({ name }) => name)]).toEqual([true, 'limits', 'sandbox']);
  amazon.state.account.SendingEnabled = false;
  expect(await check()).toMatchObject({ ok: false });
  expect((await check({ secretAccessKey: 'wrong' })).steps.at(-1)?.advice).toContain('does not belong to the access key');
});

test('identities are read with the records that prove them', async () => {
  expect(await accountIdentities({ transport: connect().transport, secrets })).toEqual([
    {
      ...{ name: 'rye.example', kind: 'domain', verified: true, mailFrom: { domain: 'bounce.rye.example', state: 'SUCCESS' } },
      dkim: {
        state: 'SUCCESS',
        records: ['aaa', 'bbb', 'ccc'].map((token) => ({
          name: `${token}._domainkey.rye.example`,
          type: 'CNAME',
          value: `${token}.dkim.amazonses.com`,
        })),
      },
    },
    { name: 'me@other.example', kind: 'address', verified: false, dkim: { state: 'NOT_STARTED', records: [] }, mailFrom: null },
    expect.objectContaining({ name: 'new.example', verified: false }),
  ]);
});

test('whom Amazon suppresses is read page by page', async () => {
  amazon.state.suppressed = Array.from({ length: 5 }, (_, index) => ({
    EmailAddress: `p${index}@example.com`,
    Reason: index === 0 ? ('COMPLAINT' as const) : ('BOUNCE' as const),
    LastUpdateTime: 1_700_000_000 + index,
  }));
  const pages: { email: string; reason: string; at: number | null }[][] = [];
  expect(await eachSuppressedThere({ transport: connect().transport, secrets }, (page) => void pages.push(page))).toBe(5);
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
  expect(pages[0]?.[0]).toEqual({ email: 'p0@example.com', reason: 'complained', at: 1_700_000_000_000 });
  await expect(
    eachSuppressedThere({ transport: connect({ secretAccessKey: 'wrong' }).transport, secrets }, () => undefined),
  ).rejects.toThrow('Amazon SES refused');
});
