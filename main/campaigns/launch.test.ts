import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../db/db.ts';
import { cancelSend, listMessages, pauseSend, requireSend } from '../delivery/delivery.ts';
import { setPublicAddress } from '../tracking/tracking.ts';
import { changeCampaign, launchCampaign, reportOf, requireCampaign, viewLetter } from './campaigns.ts';
import { campaignWorld, seedPeople } from './testing.ts';

let world: Awaited<ReturnType<typeof campaignWorld>>;
beforeEach(async () => {
  world = await campaignWorld();
  seedPeople(world.db, [
    { email: 'anna@x.example', firstName: 'Anna & Co', lists: { news: 'subscribed' } },
    { email: 'ben@x.example', lists: { news: 'subscribed' } },
    { email: 'gone@x.example', lists: { news: 'subscribed' }, suppressed: 'bounced' },
    { email: 'left@x.example', lists: { news: 'unsubscribed' } },
  ]);
});
afterEach(() => world.close());

const header = (message: { headers: { name: string; value: string }[] } | undefined, name: string) =>
  message?.headers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value;

describe('launching a campaign', () => {
  it('brings each recipient a letter of their own and accounts for who was left out', async () => {
    const id = world.draft({ audience: { listIds: ['news'] } });
    const { sendId, recipients } = await launchCampaign(world, { id, expected: 2 });
    expect(recipients).toBe(2);
    expect((await world.settled(sendId)).state).toBe('finished');
    const arrived = await world.arrived();
    expect([...arrived.keys()].sort()).toEqual(['anna@x.example', 'ben@x.example']);
    expect(arrived.get('anna@x.example')).toMatchObject({ subject: 'Hello Anna & Co' });
    expect(arrived.get('anna@x.example')?.html).toContain('<h1>Hello Anna &amp; Co</h1>');
    expect(arrived.get('ben@x.example')?.subject).toBe('Hello there');
    expect(requireCampaign(world.db, id).status).toBe('sent');
    expect(reportOf(world, id)).toMatchObject({
      status: 'sent',
      recipients: 2,
      accepted: 2,
      skipped: 1,
      pending: 0,
      skippedReasons: [{ reason: 'suppressed', count: 1 }],
      domains: [{ domain: 'x.example', recipients: 2, accepted: 2 }],
      tracked: false,
    });
  });

  it('without a public address counts nothing and lets people leave by mail', async () => {
    const { sendId } = await launchCampaign(world, { id: world.draft() });
    await world.settled(sendId);
    const anna = (await world.arrived()).get('anna@x.example');
    expect(header(anna, 'List-Unsubscribe')).toMatch(
      /^<mailto:hello@hearth\.example\?subject=unsubscribe%20[a-z0-9]+\.[\w-]{22}>$/,
    );
    expect(header(anna, 'List-Unsubscribe-Post')).toBeUndefined();
    expect(anna?.html).toContain('href="https://hearth.example/bread?a=1&amp;b=2"');
    expect(anna?.html).toMatch(/href="mailto:hello@hearth\.example\?subject=unsubscribe%20/);
    expect(anna?.html).not.toContain('<img');
  });

  it('with a public https address counts, and offers to unsubscribe with one click', async () => {
    setPublicAddress(world.db, 'https://mail.hearth.example/');
    const { sendId } = await launchCampaign(world, { id: world.draft() });
    await world.settled(sendId);
    const arrived = await world.arrived();
    const letter = arrived.get('anna@x.example');
    expect(header(letter, 'List-Unsubscribe')).toMatch(
      /^<https:\/\/mail\.hearth\.example\/u\/[\w.-]+>, <mailto:hello@hearth\.example\?subject=unsubscribe%20[\w.-]+>$/,
    );
    expect(header(letter, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(letter?.html).toMatch(/<a href="https:\/\/mail\.hearth\.example\/c\/[\w-]+\.[\w-]{22}">Bread<\/a>/);
    expect(letter?.html).toMatch(/<img src="https:\/\/mail\.hearth\.example\/o\/[\w-]+\.[\w-]{22}\.gif"[^>]*><\/body>/);
    expect(letter?.html).not.toBe(arrived.get('ben@x.example')?.html);
    expect(reportOf(world, requireCampaign(world.db, campaignOf(sendId)).publicId)).toMatchObject({
      tracked: true,
      links: [{ url: 'https://hearth.example/bread?a=1&b=2', clicks: 0, people: 0 }],
    });
  });

  it('with http only offers no one-click, which needs https', async () => {
    setPublicAddress(world.db, 'http://mail.hearth.example');
    const { sendId } = await launchCampaign(world, { id: world.draft() });
    await world.settled(sendId);
    const anna = (await world.arrived()).get('anna@x.example');
    expect(header(anna, 'List-Unsubscribe')).toMatch(/^<http:/);
    expect(header(anna, 'List-Unsubscribe-Post')).toBeUndefined();
  });

  it('counts neither opens nor clicks where the campaign says so', async () => {
    setPublicAddress(world.db, 'https://mail.hearth.example');
    const { sendId } = await launchCampaign(world, { id: world.draft({ trackOpens: false, trackClicks: false }) });
    await world.settled(sendId);
    const anna = (await world.arrived()).get('anna@x.example');
    expect(anna?.html).not.toContain('/o/');
    expect(anna?.html).toContain('href="https://hearth.example/bread?a=1&amp;b=2"');
    expect(anna?.html).toContain('https://mail.hearth.example/u/');
  });

  it('goes on with what was frozen, even when the address is taken away and the brand is changed meanwhile', async () => {
    setPublicAddress(world.db, 'https://mail.hearth.example');
    await world.delivery.stop();
    const { sendId } = await launchCampaign(world, { id: world.draft() });
    setPublicAddress(world.db, '');
    world.db.run(sql`UPDATE brands SET from_name = 'Somebody else'`);
    world.delivery.start();
    await world.settled(sendId);
    const anna = (await world.arrived()).get('anna@x.example');
    expect(anna?.from).toContain('Hearth Bakery');
    expect(anna?.html).toContain('href="https://hearth.example/bread?a=1&amp;b=2"');
    expect(anna?.html).not.toContain('~');
  });

  it('is refused when the number of recipients is not the one that was seen, and nothing is sent', async () => {
    const id = world.draft();
    await expect(launchCampaign(world, { id, expected: 3 })).rejects.toMatchObject({ code: 'campaigns.audience-changed' });
    expect(requireCampaign(world.db, id).status).toBe('draft');
    expect(world.db.value(sql`SELECT count(*) FROM messages`)).toBe(0);
  });

  it('happens once, however often it is asked for at the same time', async () => {
    const id = world.draft();
    const results = await Promise.allSettled([1, 2, 3].map(() => launchCampaign(world, { id })));
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(world.db.value(sql`SELECT count(*) FROM sends`)).toBe(1);
    await expect(launchCampaign(world, { id })).rejects.toMatchObject({ code: 'campaigns.launched' });
  });

  it('is refused when the campaign was edited while it was prepared', async () => {
    const id = world.draft();
    const launch = launchCampaign(world, { id });
    changeCampaign(world.db, { id, revision: 1, subject: 'Another', now: world.clock() });
    await expect(launch).rejects.toMatchObject({ code: 'campaigns.changed-elsewhere' });
  });

  it('is refused with the reason while something is missing', async () => {
    const id = world.draft({ subject: ' ', html: '<p>No way out</p>' });
    await expect(launchCampaign(world, { id })).rejects.toMatchObject({
      code: 'campaigns.blocked',
      message: expect.stringContaining('subject'),
    });
  });

  it('to nobody is refused, unless that is allowed: then it is over at once', async () => {
    const id = world.draft({ audience: { listIds: ['empty'] } });
    await expect(launchCampaign(world, { id })).rejects.toMatchObject({ code: 'campaigns.blocked' });
    const { sendId, recipients } = await launchCampaign(world, { id, allowEmpty: true });
    expect(recipients).toBe(0);
    expect((await world.settled(sendId)).state).toBe('finished');
  });

  it('shows a page of the message as its recipient got it, without pixel', async () => {
    setPublicAddress(world.db, 'https://mail.hearth.example');
    const { sendId } = await launchCampaign(world, { id: world.draft() });
    await world.settled(sendId);
    const anna = (await world.arrived()).get('anna@x.example');
    const row = listMessages(world.db, { sendId: requireSend(world.db, sendId).id, offset: 0, limit: 10 }).rows.find(
      (one) => one.email === 'anna@x.example',
    );
    const view = viewLetter(world.db, row?.id ?? -1);
    expect(view?.html).not.toContain('<img');
    expect(view?.html).toBe(anna?.html?.replace(/<img[^>]*>/, '').trim());
    expect(viewLetter(world.db, 999_999)).toBeNull();
  });

  it('can be paused and cancelled, and says so', async () => {
    await world.delivery.stop();
    const id = world.draft();
    const { sendId } = await launchCampaign(world, { id });
    pauseSend(world.db, { sendId: requireSend(world.db, sendId).id });
    expect(requireCampaign(world.db, id).status).toBe('paused');
    cancelSend(world.db, { sendId: requireSend(world.db, sendId).id, now: world.clock() });
    expect(requireCampaign(world.db, id).status).toBe('cancelled');
    expect(reportOf(world, id).skippedReasons).toContainEqual({ reason: 'cancelled', count: 2 });
  });
});

const campaignOf = (sendId: string): string =>
  world.db.value<string>(
    sql`SELECT c.public_id FROM campaigns c JOIN sends s ON s.campaign_id = c.id WHERE s.public_id = ${sendId}`,
  ) ?? '';
