import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTransport } from '../delivery/delivery.ts';
import { checkSender, setDnsResolver } from '../domains/domains.ts';
import { type DnsServer, dnsServer, sender } from '../domains/testing.ts';
import { reviewCampaign } from './campaigns.ts';
import { campaignWorld, seedPeople } from './testing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
let dns: DnsServer;
beforeEach(async () => {
  world = await campaignWorld();
  dns = await dnsServer();
  setDnsResolver(world.db, dns.resolver);
  seedPeople(world.db, [{ email: 'anna@x.example', lists: { news: 'subscribed' } }]);
});
afterEach(async () => {
  await dns.close();
  await world.close();
});

const domain = 'hearth.example';
const warnings = async (transportId?: string) => {
  const id = world.draft(transportId ? { transportId } : {});
  const { findings } = await reviewCampaign(world, { id, now: world.clock() });
  return findings.filter(({ place }) => place === 'domain');
};

it('warns of a domain that was checked and failed, until a check finds it in order', async () => {
  const { publicId } = createTransport(world.db, {
    transport: { kind: 'smtp', name: 'Own', settings: { host: 'mail.hearth.example', port: 25, security: 'auto', user: '' } },
    secrets: world.secrets,
    now: 1,
  });
  const check = () =>
    checkSender(world.db, {
      sender: sender({
        domain,
        returnDomain: domain,
        replyDomain: domain,
        ownKeys: [{ name: `s1._domainkey.${domain}`, value: 'p=AAAA' }],
        account: { kind: 'smtp', name: 'Own', server: 'mail.hearth.example' },
      }),
      now: Date.UTC(2026, 4, 3, 12),
    });
  expect(await warnings(publicId)).toEqual([]);
  await check();
  expect(await warnings(publicId)).toMatchObject([
    {
      level: 'warning',
      text: 'Much of it may be refused: hearth.example is not in order.',
      detail: expect.stringContaining('Checked on 3 May.'),
    },
  ]);
  dns.set('mail.hearth.example', { A: ['192.0.2.1'] });
  dns.set(domain, { TXT: ['v=spf1 a:mail.hearth.example -all'] });
  await check();
  expect(await warnings(publicId)).toEqual([]);
});

it('does not speak of the DNS where the test inbox keeps everything', async () => {
  await checkSender(world.db, {
    sender: sender({
      domain,
      returnDomain: domain,
      replyDomain: domain,
      ownKeys: [{ name: `s1._domainkey.${domain}`, value: 'p=A' }],
    }),
    now: 1,
  });
  expect(await warnings()).toEqual([]);
});
