import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sender } from './sender.ts';
import { checkAt, type DnsServer, dnsServer } from './testing.ts';

let server: DnsServer;
beforeEach(async () => {
  server = await dnsServer();
});
afterEach(() => server.close());

const dkimOf = async (given: Partial<Sender> = {}) => {
  const { parts } = await checkAt(server, given);
  const dkim = parts.find(({ what }) => what === 'dkim');
  if (!dkim) throw new Error('no DKIM part');
  return dkim;
};
const publicKey = (modulusLength: number): string =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).publicKey.toString('base64');

const NAME = 's1._domainkey.hearth.example';
const KEY = publicKey(2048);
const own = { ownKeys: [{ name: NAME, value: `v=DKIM1; k=rsa; p=${KEY}` }] };
const publish = (...texts: string[]) => server.set(NAME, { TXT: texts });

it('is fine when our key stands there, in however many strings and however written', async () => {
  publish(`k=rsa; v=DKIM1 ; p=${KEY.slice(0, 100)} ${KEY.slice(100)};`);
  expect(await dkimOf(own)).toMatchObject({ state: 'fine', records: [], notes: [] });
});

it('is fine behind an alias', async () => {
  server.set(NAME, { CNAME: ['keys.host.example'] });
  server.set('keys.host.example', { TXT: [`v=DKIM1; p=${KEY}`] });
  expect((await dkimOf(own)).state).toBe('fine');
});

it('is missing, with the exact record', async () => {
  expect(await dkimOf(own)).toMatchObject({
    state: 'missing',
    records: [{ type: 'TXT', name: NAME, value: own.ownKeys[0]?.value, how: 'add' }],
  });
});

it('says where an alias leads in vain', async () => {
  server.set(NAME, { CNAME: ['gone.host.example'] });
  expect((await dkimOf(own)).meaning).toBe(`${NAME} leads to gone.host.example, but no key stands there.`);
});

it.each([
  ['another key', `v=DKIM1; p=${publicKey(2048)}`, 'it is another one than we sign with'],
  ['a withdrawn key', 'v=DKIM1; p=', 'it was withdrawn'],
  ['a short key', `v=DKIM1; p=${publicKey(512)}`, 'it has only 512 bits'],
  ['a key that lost its end', `v=DKIM1; p=${KEY.slice(0, 200)}`, 'the key cannot be read'],
  ['no key', 'v=DKIM1; k=rsa', 'there is no key in it'],
  ['a wrong mark', `v=DKIM2; p=${KEY}`, 'it is marked “v=DKIM2”'],
])('is wrong with %s', async (_what, text, words) => {
  publish(text);
  const dkim = await dkimOf(own);
  expect(dkim.state).toBe('wrong');
  expect(dkim.meaning).toContain(words);
  expect(dkim.records).toMatchObject([{ name: NAME, how: 'replace' }]);
});

it('is wrong when two records stand there', async () => {
  publish(`v=DKIM1; p=${KEY}`, 'v=DKIM1; p=');
  expect((await dkimOf(own)).state).toBe('wrong');
});

it('is fine with a note when the key is a test or short', async () => {
  const short = publicKey(1024);
  publish(`v=DKIM1; t=y; p=${short}`);
  const dkim = await dkimOf({ ownKeys: [{ name: NAME, value: `p=${short}` }] });
  expect(dkim.state).toBe('fine');
  expect(dkim.notes).toHaveLength(2);
});

it('is unknown when the DNS is broken', async () => {
  server.fail(NAME, 'SERVFAIL');
  expect(await dkimOf(own)).toMatchObject({ state: 'unknown', records: [] });
});

it('checks each key of Amazon SES, by its alias', async () => {
  const keys = ['aaa', 'bbb'].map(
    (token) => ({ type: 'CNAME', name: `${token}._domainkey.hearth.example`, value: `${token}.dkim.amazonses.com` }) as const,
  );
  const ses = { kind: 'ses', name: 'SES', region: 'eu-west-1', keys, mailFrom: null } as const;
  server.set('aaa._domainkey.hearth.example', { CNAME: ['aaa.dkim.amazonses.com'] });
  server.set('aaa.dkim.amazonses.com', { TXT: [`p=${KEY}`] });
  expect(await dkimOf({ account: ses })).toMatchObject({
    state: 'wrong',
    records: [{ type: 'CNAME', name: 'bbb._domainkey.hearth.example', value: 'bbb.dkim.amazonses.com', how: 'add' }],
  });
  server.set('bbb._domainkey.hearth.example', { CNAME: ['aaa.dkim.amazonses.com'] });
  expect((await dkimOf({ account: ses })).state).toBe('fine');
  expect((await dkimOf({ account: { ...ses, keys: null } })).state).toBe('unknown');
  expect((await dkimOf({ account: { ...ses, keys: [] } })).state).toBe('missing');
});

it('tries the usual names of a host that signs itself, and says so when there is none', async () => {
  const account = { kind: 'smtp', name: 'M365', server: 'smtp.office365.com' } as const;
  const dkim = await dkimOf({ account });
  expect(dkim.state).toBe('unknown');
  expect(dkim.notes).toEqual(['Looked for: selector1._domainkey.hearth.example and selector2._domainkey.hearth.example.']);
  server.set('selector2._domainkey.hearth.example', { TXT: [`v=DKIM1; p=${KEY}`] });
  expect(await dkimOf({ account })).toMatchObject({
    state: 'fine',
    meaning: 'There is a key of Microsoft 365, with which it signs your messages.',
  });
});

it('says that it cannot be told for a host whose names are not known', async () => {
  expect(await dkimOf()).toMatchObject({ state: 'unknown', records: [] });
});
