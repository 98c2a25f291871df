import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyDocument } from '#shared/content/document.ts';
import { changeTransport, createTransport } from '../delivery/delivery.ts';
import { setPublicAddress } from '../tracking/tracking.ts';
import { createCampaign, reviewCampaign, sendTest } from './campaigns.ts';
import { msToSend } from './send-time.ts';
import { campaignWorld, type Draft, letterHtml, seedPeople } from './testing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
beforeEach(async () => {
  world = await campaignWorld();
  seedPeople(world.db, [
    { email: 'anna@x.example', firstName: 'Anna', fields: { city: 'Kiel' }, lists: { news: 'subscribed' } },
    { email: 'ben@x.example', lists: { news: 'subscribed' } },
    { email: 'cem@x.example', fields: { city: '' }, lists: { news: 'subscribed' } },
    { email: 'gone@x.example', lists: { news: 'subscribed' }, suppressed: 'complained' },
  ]);
});
afterEach(() => world.close());

const review = (facts: Draft = {}) => reviewCampaign(world.db, { id: world.draft(facts), now: world.clock() });
const texts = async (level: string, facts: Draft = {}) =>
  (await review(facts)).findings.filter((finding) => finding.level === level).map((finding) => finding.text);

describe('the review of a campaign', () => {
  it('lets a sound one be sent, and says whom it reaches', async () => {
    expect(await review({ audience: { listIds: ['news'] } })).toMatchObject({
      canSend: true,
      audience: { recipients: 3, skipped: { suppressed: 1 } },
      transportName: 'Test inbox',
      msToSend: null,
    });
    expect(await texts('blocker')).toEqual([]);
  });

  it('names everything that an empty one lacks, each with the place to mend it', async () => {
    const { db, clock } = world;
    const id = createCampaign(db, { name: 'Empty', document: emptyDocument(), now: clock() });
    const { canSend, findings } = await reviewCampaign(db, { id, now: clock() });
    expect(canSend).toBe(false);
    expect(findings.filter((one) => one.level === 'blocker').map(({ text, place }) => [text, place])).toEqual([
      ['Nobody is chosen yet.', 'audience'],
      ['The subject is empty.', 'subject'],
      ['The design is empty.', 'design'],
      ['No sender is chosen.', 'brand'],
    ]);
  });

  it('stops what reaches nobody, has no way out, or has a merge tag that cannot be read', async () => {
    expect(await texts('blocker', { audience: { listIds: ['none'] } })).toEqual(['Nobody would receive this campaign.']);
    expect(await texts('blocker', { html: '<p>Hello</p>' })).toEqual(['There is no unsubscribe link.']);
    expect(
      await texts('blocker', { html: letterHtml.replace('</h1>', '{{ contact.first_name | nonsense }}</h1>') }),
    ).toHaveLength(1);
    expect(await texts('blocker', { subject: 'Hello {% if %}' })).toHaveLength(1);
  });

  it('stops what mail servers would refuse for its size, and warns of what Gmail cuts off', async () => {
    const padded = (kilobytes: number) => letterHtml.replace('</h1>', `</h1>${`<p>${'x'.repeat(1017)}</p>`.repeat(kilobytes)}`);
    expect(await texts('warning', { html: padded(110) })).toContainEqual(expect.stringMatching(/^The message is 11\d KB large/));
    const long = await review({ html: padded(1900) });
    expect(long.canSend).toBe(true);
  });

  it('counts over the whole audience whom a merge tag without fallback would leave with a gap', async () => {
    const html = letterHtml.replace('</h1>', ', {{ contact.first_name }} from {{ contact.fields.city }}</h1>');
    expect(await texts('warning', { html, audience: { listIds: ['news'] } })).toEqual(
      expect.arrayContaining(['2 people have no first name.', '2 people have no city.']),
    );
    expect(await texts('warning')).not.toContainEqual(expect.stringContaining('no first name'));
  });

  it('warns of images that are not described and of opens that nobody counts', async () => {
    expect(await texts('warning', { html: letterHtml.replace('</h1>', '</h1><img src="https://x.example/a.png">') })).toEqual(
      expect.arrayContaining(['An image is not described.', 'Opens and clicks are not counted.']),
    );
    setPublicAddress(world.db, 'https://mail.hearth.example');
    expect(await texts('warning')).not.toContain('Opens and clicks are not counted.');
    expect(await texts('fine')).toContain('Opens and clicks are counted.');
  });

  it('warns until a test was sent', async () => {
    const id = world.draft();
    const find = async () => (await reviewCampaign(world.db, { id, now: world.clock() })).findings.map((finding) => finding.text);
    expect(await find()).toContain('No test was sent.');
    await sendTest(world, { id, to: ['me@x.example'], contactId: null });
    expect(await find()).toContain('A test was sent since the last change.');
  });

  it('says how long it takes by the limits of the transport', async () => {
    changeTransport(world.db, {
      change: { publicId: world.transport.publicId, secret: '', perSecond: 2 },
      secrets: world.secrets,
      now: world.clock(),
    });
    expect((await review()).msToSend).toBe(1500);
  });

  it('takes the transport of the campaign before the default one', async () => {
    const other = createTransport(world.db, {
      transport: { kind: 'inbox', name: 'Other', connections: 1, perSecond: null, perDay: null },
      secrets: world.secrets,
      now: world.clock(),
    });
    expect((await review({ transportId: other.publicId })).transportName).toBe('Other');
  });
});

describe('the time that a send takes', () => {
  const none = { recipients: 100, perSecond: null, perDay: null, sentToday: 0 };
  const DAY = 86_400_000;
  it.each([
    [none, null],
    [{ ...none, recipients: 0 }, 0],
    [{ ...none, perSecond: 2 }, 50_000],
    [{ ...none, perSecond: 2, perDay: 100 }, 50_000],
    [{ ...none, perSecond: 2, perDay: 100, sentToday: 1 }, DAY],
    [{ ...none, perDay: 30, sentToday: 0 }, 3 * DAY],
    [{ ...none, perDay: 30, sentToday: 50 }, 4 * DAY],
  ])('for %o is %o', (facts, ms) => expect(msToSend(facts)).toBe(ms));
});
