import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkAt, type DnsServer, dnsServer } from './testing.ts';

let server: DnsServer;
beforeEach(async () => {
  server = await dnsServer();
});
afterEach(() => server.close());

const dmarcOf = async (domain = 'hearth.example') => {
  const { parts } = await checkAt(server, { domain });
  const dmarc = parts.find(({ what }) => what === 'dmarc');
  if (!dmarc) throw new Error('no DMARC part');
  return dmarc;
};
const publish = (...texts: string[]) => server.set('_dmarc.hearth.example', { TXT: texts });

it.each([
  ['none', 'Receivers take your messages as they are and look whether they are really yours (p=none).'],
  ['quarantine', 'What is not really yours goes into the spam folder (p=quarantine).'],
  ['reject', 'What is not really yours is refused (p=reject).'],
])('says in plain words what p=%s means', async (policy, meaning) => {
  publish('something else', `v=DMARC1; p=${policy}; rua=mailto:me@hearth.example`);
  expect(await dmarcOf()).toMatchObject({ state: 'fine', meaning, records: [] });
});

it('is missing, with the record to begin with', async () => {
  expect(await dmarcOf('news.hearth.example')).toMatchObject({
    state: 'missing',
    records: [{ type: 'TXT', name: '_dmarc.hearth.example', value: 'v=DMARC1; p=none', how: 'add' }],
  });
});

it('of the organisation counts for its subdomains, with the policy for them', async () => {
  publish('v=DMARC1; p=reject; sp=none; rua=mailto:me@hearth.example');
  expect(await dmarcOf('news.hearth.example')).toMatchObject({
    state: 'fine',
    meaning: expect.stringContaining('p=none'),
    notes: ['It is the record of hearth.example, which counts for news.hearth.example too.', expect.any(String)],
  });
  server.set('_dmarc.news.hearth.example', { TXT: ['v=DMARC1; p=quarantine'] });
  expect((await dmarcOf('news.hearth.example')).meaning).toContain('p=quarantine');
});

it('is wrong without a policy, with one that does not exist, twice, or with a beginning that is not seen', async () => {
  publish('v=DMARC1; rua=mailto:x@hearth.example');
  expect(await dmarcOf()).toMatchObject({
    state: 'wrong',
    records: [{ value: 'v=DMARC1; p=none; rua=mailto:x@hearth.example', how: 'replace' }],
  });
  publish('v=DMARC1; p=block; adkim=s');
  expect(await dmarcOf()).toMatchObject({ state: 'wrong', records: [{ value: 'v=DMARC1; p=none; adkim=s' }] });
  publish('v=DMARC1; p=none', 'v=DMARC1; p=reject');
  expect(await dmarcOf()).toMatchObject({ state: 'wrong', found: [{}, {}] });
  publish('p=reject; v=DMARC1');
  expect(await dmarcOf()).toMatchObject({ state: 'wrong', records: [{ value: 'v=DMARC1; p=reject', how: 'replace' }] });
});

it('is unknown when the DNS does not answer', async () => {
  server.fail('_dmarc.hearth.example', 'silent');
  expect(await dmarcOf()).toMatchObject({ state: 'unknown', records: [] });
});

it('says who has not agreed to receive the reports', async () => {
  publish('v=DMARC1; p=reject; rua=mailto:a@reports.example!10m,mailto:me@hearth.example');
  const words = 'reports.example has not agreed to receive your reports, so none are sent there.';
  expect((await dmarcOf()).notes).toEqual([words]);
  server.set('hearth.example._report._dmarc.reports.example', { TXT: ['v=DMARC1'] });
  expect((await dmarcOf()).notes).toEqual([]);
});

it('notes what counts for a part of the messages only', async () => {
  publish('v=DMARC1; p=reject; pct=20; rua=mailto:me@hearth.example');
  expect((await dmarcOf()).notes).toEqual(['It counts for 20% of the messages only (pct=20).']);
});
