import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeContacts } from '../contacts/contacts.ts';
import { sql } from '../db/db.ts';
import { requireSend } from '../delivery/delivery.ts';
import { linkIds, recordClick, recordOpen, setPublicAddress } from '../tracking/tracking.ts';
import { homeOf, launchCampaign, progressOf, reportOf, reportPeople, unsubscribeRecipient, watchProgress } from './campaigns.ts';
import { ledgerPage } from './ledger.report.ts';
import type { ReportFilter } from './people.report.ts';
import { campaignWorld, seedPeople } from './testing.ts';

const URL = 'https://hearth.example/bread?a=1&b=2';
const HOUR = 3_600_000;

let world: Awaited<ReturnType<typeof campaignWorld>>;
let campaignId: string;
let sendId: string;
beforeEach(async () => {
  world = await campaignWorld();
  setPublicAddress(world.db, 'https://mail.hearth.example');
  seedPeople(world.db, [
    { email: 'anna@x.example', lists: { news: 'subscribed' } },
    { email: 'ben@y.example', lists: { news: 'subscribed' } },
    { email: 'cem@x.example', lists: { news: 'subscribed' } },
    { email: 'gone@x.example', lists: { news: 'subscribed' }, suppressed: 'blocked' },
  ]);
  campaignId = world.draft({ audience: { listIds: ['news'] } });
  ({ sendId } = await launchCampaign(world, { id: campaignId }));
  await world.settled(sendId);
});
afterEach(() => world.close());

const messageTo = (email: string): number =>
  world.db.value<number>(sql`SELECT id FROM messages WHERE email = ${email} AND kind = 'campaign'`) ?? -1;
const link = (): number => linkIds(world.db, requireSend(world.db, sendId).id).get(URL) ?? -1;
const opens = (email: string, at = world.clock()) => recordOpen(world.db, { messageId: messageTo(email), at, agent: 'Mail' });
const clicks = (email: string, at = world.clock()) =>
  recordClick(world.db, { messageId: messageTo(email), linkId: link(), at, agent: '' });
const people = (figure: ReportFilter['figure'], url?: string): string[] => {
  const filter = url === undefined ? { campaignId, figure } : { campaignId, figure, url };
  return world.db
    .all<{ email: string }>(sql`SELECT email FROM contacts WHERE id IN (${reportPeople(world.db, filter)}) ORDER BY email`)
    .map((row) => row.email);
};

describe('the report of a campaign', () => {
  it('tells visits from the people who made them, and each number opens its people', () => {
    opens('anna@x.example');
    opens('anna@x.example');
    opens('ben@y.example');
    clicks('anna@x.example');
    clicks('anna@x.example');
    unsubscribeRecipient(world.db, { messageId: messageTo('ben@y.example'), at: world.clock(), how: 'link' });
    unsubscribeRecipient(world.db, { messageId: messageTo('ben@y.example'), at: world.clock(), how: 'link' });
    expect(reportOf(world, campaignId)).toMatchObject({
      opens: { total: 3, people: 2 },
      clicks: { total: 2, people: 1 },
      unsubscribes: 1,
      links: [{ url: URL, clicks: 2, people: 1 }],
      domains: [
        { domain: 'x.example', recipients: 2, accepted: 2 },
        { domain: 'y.example', recipients: 1, accepted: 1 },
      ],
    });
    expect(people('recipients')).toEqual(['anna@x.example', 'ben@y.example', 'cem@x.example']);
    expect(people('accepted')).toEqual(['anna@x.example', 'ben@y.example', 'cem@x.example']);
    expect(people('skipped')).toEqual(['gone@x.example']);
    expect(people('opened')).toEqual(['anna@x.example', 'ben@y.example']);
    expect(people('clicked')).toEqual(['anna@x.example']);
    expect(people('clicked', URL)).toEqual(['anna@x.example']);
    expect(people('clicked', 'https://elsewhere.example')).toEqual([]);
    expect(people('unsubscribed')).toEqual(['ben@y.example']);
    expect(people('refused')).toEqual([]);
  });

  it('sums up the clicks in equal steps since the start', () => {
    const start = progressOf(world, sendId).startedAt;
    clicks('anna@x.example', start + 10);
    clicks('ben@y.example', start + 30 * 60_000);
    clicks('ben@y.example', start + 2.5 * HOUR);
    expect(reportOf(world, campaignId).clicksOverTime).toEqual([
      { at: start, clicks: 0 },
      { at: start + HOUR, clicks: 2 },
      { at: start + 2 * HOUR, clicks: 2 },
      { at: start + 3 * HOUR, clicks: 3 },
    ]);
    clicks('cem@x.example', start + 60 * 24 * HOUR);
    const long = reportOf(world, campaignId).clicksOverTime;
    expect(long.length).toBeLessThan(60);
    expect(long.at(-1)?.clicks).toBe(4);
  });

  it('keeps its numbers when a person who opened it is deleted later', () => {
    removeContacts(world.db, { ids: ['c-cem@x.example'], now: world.clock() });
    opens('cem@x.example');
    opens('cem@x.example');
    expect(reportOf(world, campaignId)).toMatchObject({ recipients: 3, accepted: 3, opens: { total: 2, people: 1 } });
  });

  it('of a draft is empty', () => {
    expect(reportOf(world, world.draft())).toMatchObject({
      status: 'draft',
      progress: null,
      recipients: 0,
      tracked: true,
      links: [],
    });
  });

  it('counts no more than a robot can reasonably make of one message', () => {
    for (let index = 0; index < 250; index += 1) opens('anna@x.example');
    expect(reportOf(world, campaignId).opens).toEqual({ total: 200, people: 1 });
  });

  it('takes an opening of a message whose outcome is unknown as the proof that it arrived', () => {
    const messageId = messageTo('anna@x.example');
    world.db.run(sql`UPDATE messages SET status = 'uncertain' WHERE id = ${messageId}`);
    expect(opens('anna@x.example')).toBe(true);
    expect(reportOf(world, campaignId)).toMatchObject({ uncertain: 0, accepted: 3, opens: { people: 1 } });
    expect(people('uncertain')).toEqual([]);
  });
});

describe('the ledger of a send', () => {
  it('is paged with its people by their public ids', () => {
    const send = requireSend(world.db, sendId).id;
    const page = ledgerPage(world.db, { sendId: send, status: 'skipped', offset: 0, limit: 10 });
    expect(page).toMatchObject({
      total: 1,
      rows: [{ email: 'gone@x.example', contactId: 'c-gone@x.example', reason: 'suppressed', kind: 'campaign' }],
    });
    expect(ledgerPage(world.db, { sendId: send, status: undefined, offset: 1, limit: 2 })).toMatchObject({
      total: 4,
      rows: [{}, {}],
    });
  });
});

describe('watching a send', () => {
  it('tells the progress until it is finished', async () => {
    await world.delivery.stop();
    seedPeople(
      world.db,
      Array.from({ length: 300 }, (_, index) => ({ email: `p${index}@z.example` })),
    );
    const launched = await launchCampaign(world, { id: world.draft() });
    const controller = new AbortController();
    const seen = [];
    for await (const progress of watchProgress(world, { sendId: launched.sendId, signal: controller.signal })) {
      seen.push(progress);
      if (seen.length === 1) world.delivery.start();
    }
    expect(seen[0]).toMatchObject({ state: 'sending', recipients: 303, counts: { pending: 303, accepted: 0 } });
    expect(seen.at(-1)).toMatchObject({ state: 'finished', counts: { pending: 0, accepted: 303 }, msLeft: 0 });
    expect(seen.length).toBeGreaterThanOrEqual(2);
  });

  it('ends when nobody watches any more', async () => {
    await world.delivery.stop();
    const launched = await launchCampaign(world, { id: world.draft() });
    const controller = new AbortController();
    const watching = watchProgress(world, { sendId: launched.sendId, signal: controller.signal });
    await watching.next();
    const next = watching.next();
    controller.abort();
    expect(await next).toMatchObject({ done: true });
  });
});

describe('home', () => {
  it('shows what needs a person, what goes out and how the last ones did', async () => {
    const { db, clock } = world;
    clicks('anna@x.example');
    db.run(sql`UPDATE messages SET status = 'uncertain' WHERE id = ${messageTo('cem@x.example')}`);
    await world.delivery.stop();
    const going = world.draft({ name: 'On its way' });
    const { sendId: other } = await launchCampaign(world, { id: going });
    const home = await homeOf({ db }, clock());
    expect(home.needsYou).toEqual([
      { what: 'uncertain', campaignId, campaignName: 'Winter bread', count: 1 },
      { what: 'no-transport' },
    ]);
    expect(home.goingOut).toEqual([
      { campaignId: going, name: 'On its way', status: 'sending', sendId: other, done: 0, recipients: 3, scheduledAt: null },
    ]);
    expect(home.lastOnes).toEqual([
      { campaignId, name: 'Winter bread', recipients: 3, clicked: 1, unsubscribed: 0, tracked: true },
    ]);
    expect(home.people).toMatchObject({ total: 4, aMonthAgo: 4 });
    expect(home.people.growth).toHaveLength(13);
    expect(home.people.growth.at(-1)).toEqual({ at: expect.any(Number), total: 4 });
    expect(home.sentToday).toEqual({ count: 3, limit: null });
  });
});
