import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sender } from './sender.ts';
import { checkAt, type DnsServer, dnsServer } from './testing.ts';

let server: DnsServer;
beforeEach(async () => {
  server = await dnsServer();
  server.set('mx.hearth.example', { A: ['192.0.2.25'] });
});
afterEach(() => server.close());

const mxOf = async (given: Partial<Sender> = {}) => {
  const { parts } = await checkAt(server, given);
  const mx = parts.find(({ what }) => what === 'mx');
  if (!mx) throw new Error('no MX part');
  return mx;
};

it('is fine when a server that exists is named', async () => {
  server.set('hearth.example', { MX: ['10 mx.hearth.example', '5 gone.hearth.example'] });
  expect(await mxOf()).toMatchObject({
    state: 'fine',
    meaning: 'Replies and bounces to hearth.example find a mail server.',
    found: [{ value: '5 gone.hearth.example' }, { value: '10 mx.hearth.example' }],
  });
});

it('is missing when there is neither a mail server nor an address', async () => {
  expect(await mxOf()).toMatchObject({
    state: 'missing',
    meaning: 'hearth.example has no mail server: replies and bounces are lost.',
  });
});

it('cannot tell for a domain that has a website only', async () => {
  server.set('hearth.example', { A: ['192.0.2.80'] });
  expect((await mxOf()).state).toBe('unknown');
});

it('is wrong when the domain says that it takes no mail', async () => {
  server.set('hearth.example', { MX: ['0 .'] });
  expect(await mxOf()).toMatchObject({ state: 'wrong', meaning: expect.stringContaining('null MX') });
});

it('is wrong when none of the servers exists', async () => {
  server.set('hearth.example', { MX: ['10 gone.hearth.example'] });
  expect(await mxOf()).toMatchObject({
    state: 'wrong',
    meaning: expect.stringContaining('gone.hearth.example, which does not exist'),
  });
});

it('is unknown when the DNS is broken', async () => {
  server.fail('hearth.example', 'SERVFAIL');
  expect((await mxOf()).state).toBe('unknown');
});

it('looks where replies and where bounces go, and tells of the worse first', async () => {
  server.set('hearth.example', { MX: ['10 mx.hearth.example'] });
  expect(await mxOf({ returnDomain: 'bounces.hearth.example' })).toMatchObject({
    state: 'missing',
    meaning: 'bounces.hearth.example has no mail server: bounces are lost.',
    notes: ['Replies to hearth.example find a mail server.'],
  });
});

it('gives the record of a host that is known', async () => {
  expect((await mxOf({ account: { kind: 'smtp', name: 'G', server: 'smtp.gmail.com' } })).records).toEqual([
    { type: 'MX', name: 'hearth.example', value: '1 smtp.google.com', how: 'add' },
  ]);
});

it('asks for the feedback server of a MAIL FROM domain at Amazon', async () => {
  server.set('hearth.example', { MX: ['10 mx.hearth.example'] });
  const account = { kind: 'ses', name: 'SES', region: 'eu-west-1', keys: [], mailFrom: 'out.hearth.example' } as const;
  expect(await mxOf({ account })).toMatchObject({
    state: 'missing',
    records: [{ type: 'MX', name: 'out.hearth.example', value: '10 feedback-smtp.eu-west-1.amazonses.com', how: 'add' }],
  });
});
