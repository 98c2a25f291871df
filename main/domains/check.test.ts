import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { listBrands } from '../content/content.ts';
import { openWrite, sql, type WriteDb, workspaceMigrations } from '../db/db.ts';
import { temporaryFolder, workspaceDb } from '../db/testing.ts';
import { checkSender, lastCheckFor, listChecks, setDnsResolver } from './domains.ts';
import type { Sender } from './sender.ts';
import { checkAt, type DnsServer, dnsServer, sender } from './testing.ts';

const KEY =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCqGKukO1De7zhZj6+H0qtjTkVxwTCpvKe4eCZ0FPqri0cb2JZfXJ/DgYSF6vUpwmJG8wVQZKjeGcjDOL5UlsuusFncCzWBQ7RKNUSesmQRMSGkVb1/3j+skZ6UtW+5u09lHNsj6tQ51s1SPrCBkedbNf0Tp0GbMJDyR4e9T04ZZwIDAQAB';
const own = { ownKeys: [{ name: 's1._domainkey.hearth.example', value: `p=${KEY}` }] };

let server: DnsServer;
beforeEach(async () => {
  server = await dnsServer();
  server.set('mail.hearth.example', { A: ['192.0.2.10'] });
  server.set('hearth.example', { TXT: ['v=spf1 a:mail.hearth.example -all'], MX: ['10 mail.hearth.example'] });
  server.set('s1._domainkey.hearth.example', { TXT: [`v=DKIM1; p=${KEY}`] });
  server.set('_dmarc.hearth.example', { TXT: ['v=DMARC1; p=none'] });
});
afterEach(() => server.close());

const alignmentOf = async (given: Partial<Sender>) =>
  (await checkAt(server, given)).parts.find(({ what }) => what === 'alignment');

it('is all that is asked of who sends a lot', async () => {
  const check = await checkAt(server, own);
  expect(check.parts.map(({ what, state }) => [what, state])).toEqual([
    ['spf', 'fine'],
    ['dkim', 'fine'],
    ['dmarc', 'fine'],
    ['alignment', 'fine'],
    ['mx', 'fine'],
  ]);
  expect(check).toMatchObject({ verdict: 'many', accountName: 'Own server' });
});

it('is enough for a few without DMARC, and says what is not in order', async () => {
  server.remove('_dmarc.hearth.example');
  expect(await checkAt(server, own)).toMatchObject({
    verdict: 'few',
    summary: expect.stringContaining('DMARC is not in order.'),
  });
});

it('fails when neither SPF nor DKIM is in order', async () => {
  server.set('hearth.example', { TXT: ['v=spf1 -all', 'v=spf1 ~all'], MX: ['10 mail.hearth.example'] });
  server.remove('s1._domainkey.hearth.example');
  expect((await checkAt(server, own)).verdict).toBe('fails');
});

it('fails when the domain’s own policy refuses what nothing speaks for', async () => {
  server.set('_dmarc.hearth.example', { TXT: ['v=DMARC1; p=reject'] });
  const account = { kind: 'smtp', name: 'Brevo', server: 'smtp-relay.brevo.com' } as const;
  server.remove('s1._domainkey.hearth.example');
  expect(await checkAt(server, { ...own, account })).toMatchObject({
    verdict: 'fails',
    summary: expect.stringContaining('refuse them'),
  });
});

it('cannot be told when the DNS answers nothing', async () => {
  for (const name of ['hearth.example', 's1._domainkey.hearth.example', '_dmarc.hearth.example']) server.fail(name, 'SERVFAIL');
  const check = await checkAt(server, own);
  expect(check.verdict).toBe('unknown');
  expect(check.parts.every(({ state, records }) => state === 'unknown' && records.length === 0)).toBe(true);
});

it('counts a subdomain of the same organisation as aligned, unless the very same is demanded', async () => {
  server.set('bounces.hearth.example', { TXT: ['v=spf1 a:mail.hearth.example -all'] });
  const given = { returnDomain: 'bounces.hearth.example' };
  expect(await alignmentOf(given)).toMatchObject({ state: 'fine', meaning: expect.stringMatching(/^SPF speaks/) });
  server.set('_dmarc.hearth.example', { TXT: ['v=DMARC1; p=none; aspf=s; adkim=s'] });
  expect(await alignmentOf({ ...given, ...own })).toMatchObject({
    state: 'fine',
    meaning: expect.stringMatching(/^DKIM speaks/),
    notes: [expect.stringContaining('of SPF and DKIM')],
  });
  server.remove('s1._domainkey.hearth.example');
  expect(await alignmentOf({ ...given, ...own })).toMatchObject({
    state: 'wrong',
    meaning: expect.stringContaining('bounces.hearth.example'),
  });
});

it('is not aligned with another organisation under the same public suffix', async () => {
  server.set('host.co.uk', { TXT: ['v=spf1 a:mail.hearth.example -all'] });
  server.remove('s1._domainkey.hearth.example');
  expect(await alignmentOf({ ...own, domain: 'hearth.co.uk', returnDomain: 'host.co.uk' })).toMatchObject({ state: 'wrong' });
});

it('gives no records for a domain that belongs to a mail host', async () => {
  const check = await checkAt(server, { domain: 'gmail.com', returnDomain: 'gmail.com', replyDomain: 'gmail.com' });
  expect(check.parts.flatMap(({ records }) => records)).toEqual([]);
  expect(check.summary).toContain('gmail.com belongs to a mail host');
});

it('sees at the next check what was changed meanwhile', async () => {
  server.remove('_dmarc.hearth.example');
  expect((await checkAt(server, own)).verdict).toBe('few');
  server.set('_dmarc.hearth.example', { TXT: ['v=DMARC1; p=none'] });
  expect((await checkAt(server, own)).verdict).toBe('many');
});

it('asks the resolver of the settings and keeps the last result', async () => {
  const workspace = await workspaceDb();
  const db: WriteDb = workspace.db;
  try {
    expect(() => setDnsResolver(db, 'dns.example')).toThrow('A DNS server is an IP address');
    setDnsResolver(db, server.resolver);
    expect(lastCheckFor(db, 'hello@hearth.example')).toBeNull();
    await checkSender(db, { sender: sender(own), now: 1 });
    server.remove('_dmarc.hearth.example');
    const check = await checkSender(db, { sender: sender(own), now: 2 });
    expect(lastCheckFor(db, 'hello@HEARTH.example')).toEqual(check);
    expect(listChecks(db)).toEqual([check]);
  } finally {
    workspace.close();
  }
});

it('is added to a workspace of the version before, whose rows stay', async () => {
  const { folder, remove } = temporaryFolder();
  const open = (migrations: typeof workspaceMigrations) =>
    openWrite({ file: join(folder, 'a.db'), logger: silentLogger, migrations, create: true });
  const before = await open(workspaceMigrations.filter(({ version }) => version < 80));
  before.run(
    sql`INSERT INTO brands (public_id, name, from_email, created_at, updated_at) VALUES ('b', 'Hearth', 'hello@hearth.example', 1, 1)`,
  );
  before.close();
  const db = await open(workspaceMigrations);
  expect(listBrands(db)).toMatchObject([{ name: 'Hearth' }]);
  expect(listChecks(db)).toEqual([]);
  db.close();
  remove();
});
