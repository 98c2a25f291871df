import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyDocument } from '#shared/content/document.ts';
import { changeBrand } from '../content/content.ts';
import { changeTransport, createTransport, noteAccount } from '../delivery/delivery.ts';
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

const review = (facts: Draft = {}) => reviewCampaign(world, { id: world.draft(facts), now: world.clock() });
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
    const { canSend, findings } = await reviewCampaign({ db }, { id, now: clock() });
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
    const find = async () => (await reviewCampaign(world, { id, now: world.clock() })).findings.map((finding) => finding.text);
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

  it('names the account and why it is that one: of the sender, of the address, or the usual', async () => {
    const { db, secrets, clock, brand } = world;
    const details = async (facts: Draft = {}) =>
      (await review(facts)).findings
        .filter(({ text }) => text.startsWith('It goes out'))
        .map(({ text, detail }) => [text, detail]);
    expect(await details()).toEqual([['It goes out through Test inbox.', 'It keeps everything on this computer.']]);
    const make = (name: string, fromAddresses: string[]) =>
      createTransport(db, { transport: { kind: 'inbox', name, fromAddresses }, secrets, now: clock() });
    make('Shop', ['@hearth.example']);
    expect(await details()).toEqual([['It goes out through Shop.', 'It is the account for hello@hearth.example.']]);
    changeBrand(db, { id: brand.publicId, transportId: make('Mine', []).id, now: clock() });
    expect(await details()).toEqual([['It goes out through Mine.', 'It is the account of the sender Hearth.']]);
    expect(await details({ transportId: world.transport.publicId })).toEqual([
      ['It goes out through Test inbox.', 'It was chosen for this campaign.'],
    ]);
  });

  it('warns of a host that replaces senders, and of an account that Amazon holds back', async () => {
    const { db, secrets, clock } = world;
    const gmail = createTransport(db, {
      transport: { kind: 'smtp', settings: { host: 'smtp.gmail.com', port: 465, user: 'rye@gmail.com' }, password: 'x' },
      secrets,
      now: clock(),
    });
    expect(await texts('warning', { transportId: gmail.publicId })).toContain(
      'Gmail may refuse or replace hello@hearth.example.',
    );
    const ses = createTransport(db, {
      transport: { kind: 'ses', settings: { region: 'eu-west-1', accessKeyId: 'AKID' }, secretAccessKey: 'x', name: 'SES' },
      secrets,
      now: clock(),
    });
    const facts = { perSecond: 1, perDay: 200, sentLastDay: 0, sandbox: true, sendingEnabled: true, enforcement: '', readAt: 1 };
    noteAccount(db, { transportId: ses.id, account: facts, now: clock() });
    expect(await texts('warning', { transportId: ses.publicId })).toContain('SES is in Amazon’s sandbox.');
    noteAccount(db, { transportId: ses.id, account: { ...facts, sendingEnabled: false }, now: clock() });
    expect(await texts('warning', { transportId: ses.publicId })).toContain('Amazon has switched off sending for SES.');
  });

  it('stops what would leave through an account that is not set up for its sender, a test of it as well', async () => {
    const { db, secrets, clock } = world;
    const other = createTransport(db, {
      transport: { kind: 'inbox', name: 'Other shop', fromAddresses: ['@oven.example'] },
      secrets,
      now: clock(),
    });
    const found = await review({ transportId: other.publicId });
    expect(found.canSend).toBe(false);
    expect(found.findings[0]).toMatchObject({ text: 'Other shop may not send for hello@hearth.example.', place: 'transport' });
    const id = world.draft({ transportId: other.publicId });
    await expect(sendTest(world, { id, to: ['me@x.example'], contactId: null })).rejects.toThrow('not set up to send for');
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
    [{ ...none, perSecond: 10, perMinute: 30 }, 200_000],
    [{ ...none, perHour: 50, perDay: 100 }, 7_200_000],
    // 20, 40 and 80 on the first three days of a warm-up, of which 10 are gone.
    [{ ...none, perSecond: 10, sentToday: 10, now: 5, warmUp: { startedAt: 0, firstDay: 20, growth: 2 } }, 2 * DAY],
  ])('for %o is %o', (facts, ms) => expect(msToSend(facts)).toBe(ms));
});
