import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDns, isResolver } from './dns.ts';
import { type DnsServer, dnsServer } from './testing.ts';

let server: DnsServer;
beforeAll(async () => {
  server = await dnsServer();
});
afterAll(() => server.close());
const ask = () => createDns({ resolver: server.resolver, patience: { timeout: 600, tries: 1 } });

it('joins a text that stands in several strings without a gap', async () => {
  server.set('long.example', { TXT: [['v=spf1 ip4:192.0', '.2.0/24 -all']] });
  expect(await ask().txt('long.example')).toEqual({ is: 'found', values: ['v=spf1 ip4:192.0.2.0/24 -all'] });
});

it('fetches by TCP what is too large for UDP', async () => {
  const texts = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((sign) => sign.repeat(250));
  server.set('big.example', { TXT: texts });
  const answer = await ask().txt('big.example');
  expect(answer.is === 'found' && answer.values.sort()).toEqual(texts);
  expect(server.overTcp).toContain('big.example');
});

it('follows an alias', async () => {
  server.set('alias.example', { CNAME: ['target.example'] });
  server.set('target.example', { TXT: ['here'] });
  expect(await ask().txt('alias.example')).toEqual({ is: 'found', values: ['here'] });
  expect(await ask().cname('alias.example')).toEqual({ is: 'found', values: ['target.example'] });
});

it('tells a name that does not exist from one without such a record', async () => {
  server.set('bare.example', { A: ['192.0.2.1'] });
  expect(await ask().txt('nowhere.example')).toEqual({ is: 'missing', why: 'no-name' });
  expect(await ask().txt('bare.example')).toEqual({ is: 'missing', why: 'no-record' });
  expect(await ask().addresses('bare.example')).toEqual({ is: 'found', values: ['192.0.2.1'] });
});

it.each([
  ['silent', 'The DNS did not answer in time about trouble.example.'],
  ['SERVFAIL', 'The DNS servers of trouble.example are broken: they answered SERVFAIL.'],
  ['REFUSED', 'The DNS server refused to answer about trouble.example.'],
] as const)('says in plain words that a server is %s', async (how, words) => {
  server.fail('trouble.example', how);
  expect(await ask().mx('trouble.example')).toEqual({ is: 'unknown', words });
});

it('says that no DNS server can be reached', async () => {
  const dns = createDns({ resolver: '127.0.0.1:1', patience: { timeout: 600, tries: 1 } });
  expect(await dns.txt('hearth.example')).toEqual({
    is: 'unknown',
    words: 'No DNS server could be reached. Is this computer online, and is the resolver in the settings right?',
  });
});

it('asks nobody about what is no name', async () => {
  const before = server.asked.length;
  expect(await ask().txt(`${'a'.repeat(64)}.example`)).toEqual({ is: 'missing', why: 'no-name' });
  expect(await ask().txt('a..example')).toEqual({ is: 'missing', why: 'no-name' });
  expect(server.asked.length).toBe(before);
});

it('asks the same question once', async () => {
  server.set('once.example', { TXT: ['x'] });
  const dns = ask();
  await Promise.all([dns.txt('once.example'), dns.txt('ONCE.example')]);
  expect(server.asked.filter((name) => name === 'once.example')).toHaveLength(1);
});

it('stops asking when the check is given up', async () => {
  server.fail('slow.example', 'silent');
  const stop = new AbortController();
  const dns = createDns({ resolver: server.resolver, signal: stop.signal, patience: { timeout: 60_000, tries: 1 } });
  const answer = dns.txt('slow.example');
  stop.abort();
  expect(await answer).toEqual({ is: 'unknown', words: 'The check was stopped.' });
});

it.each([
  ['9.9.9.9', true],
  ['127.0.0.1:5300', true],
  ['2620:fe::fe', true],
  ['[2620:fe::fe]:53', true],
  ['dns.example', false],
  ['9.9.9.9:70000', false],
  ['9.9.9', false],
])('takes %s as a resolver: %s', (text, taken) => {
  expect(isResolver(text)).toBe(taken);
});
