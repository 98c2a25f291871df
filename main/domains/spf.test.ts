import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sender } from './sender.ts';
import { mergedSpf } from './spf-fix.ts';
import { isSpf, parseSpf } from './spf-record.ts';
import { checkAt, type DnsServer, dnsServer } from './testing.ts';

let server: DnsServer;
beforeEach(async () => {
  server = await dnsServer();
  server.set('mail.hearth.example', { A: ['192.0.2.10'], AAAA: ['2001:db8::10'] });
});
afterEach(() => server.close());

const spfOf = async (given: Partial<Sender> = {}) => {
  const { parts } = await checkAt(server, given);
  const spf = parts.find(({ what }) => what === 'spf');
  if (!spf) throw new Error('no SPF part');
  return spf;
};
const through = (host: string): Partial<Sender> => ({ account: { kind: 'smtp', name: 'Host', server: host } });
const google = through('smtp.gmail.com');
const publish = (...texts: string[]) => server.set('hearth.example', { TXT: texts });
const googleRecords = () => {
  server.set('_spf.google.com', { TXT: ['v=spf1 include:_netblocks.google.com ~all'] });
  server.set('_netblocks.google.com', { TXT: ['v=spf1 ip4:198.51.100.0/24 ip6:2001:db8:4000::/36 ~all'] });
};

describe('a record', () => {
  it.each([
    ['v=spf1 mx -all', true],
    ['V=SPF1', true],
    ['v=spf10 -all', false],
    ['spf2.0/pra', false],
  ])('is known by its beginning: %s', (text, is) => expect(isSpf(text)).toBe(is));

  it('is read with all its rules', () => {
    const text =
      'v=spf1 a mx:post.example/24 a:x.example//64 ip4:192.0.2.1 ip6:2001:db8::/32 ?include:a.example exists:%{i}.b.example ptr ~all';
    const { directives, errors } = parseSpf(text);
    expect(errors).toEqual([]);
    expect(
      directives.map(({ qualifier, mechanism, value, prefix4, prefix6 }) => [qualifier, mechanism, value, prefix4, prefix6]),
    ).toEqual([
      ['+', 'a', '', 32, 128],
      ['+', 'mx', 'post.example', 24, 128],
      ['+', 'a', 'x.example', 32, 64],
      ['+', 'ip4', '192.0.2.1', 32, 128],
      ['+', 'ip6', '2001:db8::', 32, 32],
      ['?', 'include', 'a.example', 32, 128],
      ['+', 'exists', '%{i}.b.example', 32, 128],
      ['+', 'ptr', '', 32, 128],
      ['~', 'all', '', 32, 128],
    ]);
  });

  it.each([
    'v=spf1 ipv4:192.0.2.1 -all',
    'v=spf1 ip4:192.0.2.300 -all',
    'v=spf1 include: -all',
    'v=spf1 192.0.2.1 -all',
    'v=spf1 a/33 -all',
  ])('that cannot be read is an error: %s', (text) => expect(parseSpf(text).errors).toHaveLength(1));

  it('ends at “all”, and a redirect beside it counts for nothing', () => {
    expect(parseSpf('v=spf1 -all mx redirect=b.example')).toMatchObject({ directives: [{ mechanism: 'all' }], redirect: '' });
  });
});

describe('the record to paste', () => {
  it.each([
    [[], ['include:a.example'], 'v=spf1 include:a.example ~all'],
    [['v=spf1 mx -all'], ['include:a.example'], 'v=spf1 mx include:a.example -all'],
    [['v=spf1 mx include:a.example -all'], ['include:a.example'], 'v=spf1 mx include:a.example -all'],
    [['v=spf1 mx +all'], [], 'v=spf1 mx ~all'],
    [['v=spf1 mx'], [], 'v=spf1 mx ~all'],
    [['v=spf1 mx redirect=b.example'], ['include:a.example'], 'v=spf1 mx include:a.example redirect=b.example'],
    [
      ['v=spf1 mx -all', 'v=spf1 include:b.example ~all'],
      ['include:a.example'],
      'v=spf1 mx include:b.example include:a.example ~all',
    ],
    [['v=spf1 mx -all', 'v=spf1 redirect=b.example'], [], 'v=spf1 mx include:b.example -all'],
    [['v=spf1 mx ptr nonsense -all'], [], 'v=spf1 mx -all'],
  ])('makes one of %j and %j', (records, allow, merged) => expect(mergedSpf(records, { allow })).toBe(merged));
});

it('is fine when it includes the record of the host', async () => {
  googleRecords();
  publish('other text', 'v=spf1 include:_spf.google.com -all');
  expect(await spfOf(google)).toMatchObject({
    state: 'fine',
    meaning: 'The record allows Google Workspace to send for hearth.example.',
    notes: ['It needs 2 of the 10 look-ups that receivers make.'],
    records: [],
  });
});

it('is fine when the host’s record is behind a redirect, or its addresses were copied', async () => {
  googleRecords();
  publish('v=spf1 redirect=_spf.other.example');
  server.set('_spf.other.example', { TXT: ['v=spf1 include:_spf.google.com ~all'] });
  expect((await spfOf(google)).state).toBe('fine');
  publish('v=spf1 ip4:198.51.100.0/23 ip6:2001:db8::/32 -all');
  expect((await spfOf(google)).state).toBe('fine');
});

it('is missing, with the record that allows the host', async () => {
  publish('other text');
  expect(await spfOf(google)).toMatchObject({
    state: 'missing',
    records: [{ type: 'TXT', name: 'hearth.example', value: 'v=spf1 include:_spf.google.com ~all', how: 'add' }],
  });
});

it('does not allow the host: the present record with it, in its place', async () => {
  googleRecords();
  publish('v=spf1 mx ip4:203.0.113.5 -all');
  expect(await spfOf(google)).toMatchObject({
    state: 'wrong',
    meaning: 'The record does not allow Google Workspace, which sends for you.',
    found: [{ value: 'v=spf1 mx ip4:203.0.113.5 -all' }],
    records: [{ value: 'v=spf1 mx ip4:203.0.113.5 include:_spf.google.com -all', how: 'replace' }],
  });
});

it('stands twice: one record of both', async () => {
  publish('v=spf1 mx -all', 'v=spf1 include:b.example ~all');
  expect(await spfOf(google)).toMatchObject({
    state: 'wrong',
    records: [{ value: 'v=spf1 mx include:b.example include:_spf.google.com ~all', how: 'replace' }],
  });
});

it('allows everybody', async () => {
  publish('v=spf1 mx +all');
  expect(await spfOf()).toMatchObject({ state: 'wrong', records: [{ value: 'v=spf1 mx a:mail.hearth.example ~all' }] });
});

it('has no end', async () => {
  publish('v=spf1 a:mail.hearth.example');
  expect(await spfOf()).toMatchObject({ state: 'wrong', records: [{ value: 'v=spf1 a:mail.hearth.example ~all' }] });
});

it('needs more than ten look-ups: receivers give up', async () => {
  const names = Array.from({ length: 11 }, (_, index) => `s${index}.example`);
  for (const name of names) server.set(name, { TXT: ['v=spf1 ip4:203.0.113.1 -all'] });
  publish(`v=spf1 a:mail.hearth.example ${names.map((name) => `include:${name}`).join(' ')} -all`);
  const spf = await spfOf();
  expect(spf).toMatchObject({ state: 'wrong', records: [] });
  expect(spf.notes).toContain('It needs 12 look-ups; receivers stop after 10.');
});

it('leads in a circle, or to a record that is not there: what leads nowhere is taken out', async () => {
  publish('v=spf1 include:loop.example include:gone.example a:mail.hearth.example -all');
  server.set('loop.example', { TXT: ['v=spf1 include:hearth.example -all'] });
  const spf = await spfOf();
  expect(spf.state).toBe('wrong');
  expect(spf.notes).toContain('loop.example and hearth.example lead to each other in a circle.');
  expect(spf.notes).toContain('The include leads to gone.example, which has no SPF record.');
  expect(spf.records[0]?.value).toBe('v=spf1 include:loop.example a:mail.hearth.example -all');
});

it('names a server that we know the addresses of', async () => {
  publish('v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/64 -all');
  expect(await spfOf()).toMatchObject({
    state: 'fine',
    meaning: 'The record allows the addresses of mail.hearth.example to send for hearth.example.',
  });
  publish('v=spf1 mx -all');
  server.set('hearth.example', { TXT: ['v=spf1 mx -all'], MX: ['10 mail.hearth.example'] });
  expect((await spfOf()).state).toBe('fine');
});

it.each([
  [
    'another address',
    through('mail.hearth.example'),
    'It cannot be told whether the record of hearth.example allows mail.hearth.example',
  ],
  ['a server in the own network', through('192.168.1.5'), '192.168.1.5 is in your own network'],
  ['no account', { account: null }, 'no mail account that sends yet'],
])('says that it cannot be told: %s', async (_what, given, words) => {
  publish('v=spf1 ip4:203.0.113.9 -all');
  const spf = await spfOf(given);
  expect(spf.state).toBe('unknown');
  expect(spf.meaning).toContain(words);
});

it('cannot be told where a rule depends on the message', async () => {
  publish('v=spf1 exists:%{i}._spf.hearth.example include:%{d}.x.example -all');
  expect(await spfOf()).toMatchObject({ state: 'unknown', notes: ['It needs 2 of the 10 look-ups that receivers make.'] });
});

it('notes a rule that receivers ignore', async () => {
  publish('v=spf1 ptr a:mail.hearth.example ~all');
  const spf = await spfOf();
  expect(spf.state).toBe('fine');
  expect(spf.notes).toContain('It uses “ptr”, which receivers ignore more and more.');
});

it('names more servers in vain than receivers put up with', async () => {
  publish('v=spf1 a:a.gone.example mx:b.gone.example a:c.gone.example a:mail.hearth.example -all');
  expect(await spfOf()).toMatchObject({
    state: 'wrong',
    notes: expect.arrayContaining(['3 of its rules lead to names that do not exist; receivers stop after two.']),
  });
});

it('gives up after a few names that get no answer', async () => {
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.slow.example`);
  for (const name of names) server.fail(name, 'silent');
  publish(`v=spf1 ${names.map((name) => `include:${name}`).join(' ')} -all`);
  expect((await spfOf()).state).toBe('unknown');
  expect(names.filter((name) => server.asked.includes(name))).toEqual(names.slice(0, 2));
});

it('is unknown when a part of it gets no answer', async () => {
  publish('v=spf1 include:slow.example a:mail.hearth.example -all');
  server.fail('slow.example', 'silent');
  expect(await spfOf()).toMatchObject({ state: 'unknown', meaning: 'The DNS did not answer in time about slow.example.' });
});

it('is unknown when the domain gets no answer', async () => {
  server.fail('hearth.example', 'SERVFAIL');
  expect(await spfOf()).toMatchObject({ state: 'unknown', records: [] });
});

it('is asked for where bounces come back to', async () => {
  server.set('bounces.hearth.example', { TXT: ['v=spf1 a:mail.hearth.example -all'] });
  expect(await spfOf({ returnDomain: 'bounces.hearth.example' })).toMatchObject({
    state: 'fine',
    found: [{ name: 'bounces.hearth.example' }],
  });
});

it('is Amazon’s business unless the identity has a MAIL FROM domain of its own', async () => {
  const ses = { kind: 'ses', name: 'SES', region: 'eu-west-1', keys: [], mailFrom: null } as const;
  expect(await spfOf({ account: ses })).toMatchObject({ state: 'fine', records: [] });
  expect(await spfOf({ account: { ...ses, mailFrom: 'out.hearth.example' } })).toMatchObject({
    state: 'missing',
    records: [{ name: 'out.hearth.example', value: 'v=spf1 include:amazonses.com ~all', how: 'add' }],
  });
});
