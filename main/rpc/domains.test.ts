import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChanges } from '../base/changes.ts';
import { createBrand } from '../content/content.ts';
import type { WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { createTransport, signingKeyOf } from '../delivery/delivery.ts';
import { memorySecrets } from '../delivery/testing.ts';
import { type DnsServer, dnsServer } from '../domains/testing.ts';
import type { Workspace } from '../workspace.ts';
import { domainsHandlers } from './domains.ts';

let dns: DnsServer;
let db: WriteDb;
let close: () => void;
let secrets: ReturnType<typeof memorySecrets>;
let brandId: string;
beforeEach(async () => {
  dns = await dnsServer();
  ({ db, close } = await workspaceDb());
  secrets = memorySecrets();
  brandId = createBrand(db, {
    name: 'Hearth',
    fromEmail: 'hello@hearth.example',
    replyTo: 'shop@mail.hearth.example',
    now: 1,
  }).publicId;
  handlers().change({ resolver: dns.resolver });
  dns.set('hearth.example', { TXT: ['v=spf1 include:_spf.google.com -all'], MX: ['1 mx.hearth.example'] });
  dns.set('mx.hearth.example', { A: ['192.0.2.1'] });
  dns.set('_spf.google.com', { TXT: ['v=spf1 ip4:198.51.100.0/24 ~all'] });
});
afterEach(async () => {
  await dns.close();
  close();
});

// What these handlers use of a workspace.
const handlers = () => domainsHandlers({ db, clock: () => 5, changes: createChanges(), secrets } as unknown as Workspace);
const context = { signal: new AbortController().signal };
const check = () => handlers().check({ brandId }, context);
const partOf = async (what: string) => (await check()).parts.find((part) => part.what === what);
const account = (host: string) =>
  createTransport(db, {
    transport: { kind: 'smtp', name: 'Google', settings: { host, port: 587, security: 'starttls', user: '' } },
    secrets,
    now: 1,
  });

it('asks the DNS only when a check is wanted', async () => {
  expect(handlers().all()).toEqual([]);
  expect(dns.asked).toEqual([]);
  await check();
  expect(dns.asked.length).toBeGreaterThan(0);
  expect(handlers().all()).toMatchObject([{ domain: 'hearth.example', checkedAt: 5 }]);
});

it('checks for the account that would send for the sender, and where its replies go', async () => {
  account('smtp.gmail.com');
  expect(await check()).toMatchObject({ accountName: 'Google' });
  expect(await partOf('spf')).toMatchObject({ state: 'fine' });
  expect(await partOf('mx')).toMatchObject({ meaning: 'mail.hearth.example has no mail server: replies are lost.' });
});

it('makes a key, gives its record, and signs once the record is seen', async () => {
  account('smtp.gmail.com');
  expect((await check()).signing).toBe('none');
  await handlers().makeKey({ brandId });
  const made = await check();
  expect(made.signing).toBe('waiting');
  const record = made.parts.find(({ what }) => what === 'dkim')?.records[0];
  expect(record).toMatchObject({ type: 'TXT', name: expect.stringMatching(/\._domainkey\.hearth\.example$/), how: 'add' });
  dns.set(record?.name ?? '', { TXT: [record?.value ?? ''] });
  expect(await check()).toMatchObject({ signing: 'signing', verdict: 'few' });
  expect(signingKeyOf(db, 'hearth.example')?.enabledAt).toBe(5);
  handlers().removeKey({ brandId });
  expect((await check()).signing).toBe('none');
});

it('does not sign while another key stands in the DNS', async () => {
  await handlers().makeKey({ brandId });
  const { name = '' } = (await partOf('dkim'))?.records[0] ?? {};
  dns.set(name, { TXT: ['v=DKIM1; p='] });
  expect((await check()).signing).toBe('waiting');
});

it('says that the key is on another computer', async () => {
  await handlers().makeKey({ brandId });
  secrets = memorySecrets();
  expect((await check()).signing).toBe('lost');
});

it('refuses a sender without an address, a key that is none and a resolver that is none', async () => {
  await expect(handlers().check({ brandId: createBrand(db, { name: 'Empty', now: 1 }).publicId }, context)).rejects.toMatchObject(
    {
      code: 'domains.no-address',
    },
  );
  expect(() => handlers().importKey({ brandId, selector: 's1', privateKey: 'nonsense' })).toThrow('This is no private key');
  expect(() => handlers().change({ resolver: 'dns.example' })).toThrow('A DNS server is an IP address');
});
