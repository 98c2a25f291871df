import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../base/logger.ts';
import { launchCampaign, reportOf, sendTest } from '../../campaigns/campaigns.ts';
import { campaignWorld, seedPeople } from '../../campaigns/testing.ts';
import { sql } from '../../db/db.ts';
import { findLinkKey, setPublicAddress, writeToken } from '../../tracking/tracking.ts';
import { publicServer } from './public.ts';

const ADDRESS = 'https://mail.hearth.example';

let world: Awaited<ReturnType<typeof campaignWorld>>;
let server: FastifyInstance;
let logged: string[];
beforeEach(async () => {
  world = await campaignWorld();
  logged = [];
  setPublicAddress(world.db, ADDRESS);
  seedPeople(world.db, [
    {
      email: 'anna@x.example',
      firstName: '<b>Anna</b>',
      lists: { 'News & more': 'subscribed', shop: 'subscribed' },
      tags: ['vip'],
    },
    { email: 'ben@x.example', lists: { 'News & more': 'subscribed' } },
  ]);
  server = publicServer({
    workspaces: () => [world],
    logger: createLogger({ write: (line) => void logged.push(line) }),
  });
});
afterEach(async () => {
  await server.close();
  await world.close();
  expect(logged).toEqual([]);
});

/** Sends a campaign and returns the links in the letter to Anna, as paths of the public listener. */
async function launch(listIds: string[] = ['News & more']) {
  const id = world.draft({ audience: { listIds } });
  const { sendId } = await launchCampaign(world, { id });
  await world.settled(sendId);
  const html = (await world.arrived()).get('anna@x.example')?.html ?? '';
  return { id, ...linksIn(html) };
}

const linksIn = (html: string) => {
  const path = (kind: string) => new RegExp(`${ADDRESS}(/${kind}/[^"]+)"`).exec(html)?.[1] ?? `/no-${kind}`;
  return { open: path('o'), click: path('c'), unsubscribe: path('u'), view: path('v') };
};

const standing = () =>
  Object.fromEntries(
    world.db
      .all<{ name: string; status: string }>(
        sql`SELECT l.name, m.status FROM memberships m JOIN lists l ON l.id = m.list_id JOIN contacts c ON c.id = m.contact_id
          WHERE c.email = 'anna@x.example'`,
      )
      .map((row) => [row.name, row.status]),
  );
const suppressed = () => world.db.all<{ email: string; reason: string }>(sql`SELECT email, reason FROM suppressions`);

describe('unsubscribing', () => {
  it('shows a page that asks, and changes nothing before its button is pressed', async () => {
    const { id, unsubscribe } = await launch();
    for (const method of ['GET', 'HEAD'] as const) {
      const asked = await server.inject({ method, url: unsubscribe });
      expect(asked.statusCode).toBe(200);
    }
    const page = await server.inject(unsubscribe);
    expect(page.body).toContain('<strong>anna@x.example</strong>');
    expect(page.body).toContain('News &amp; more');
    expect(page.body).toMatch(/<form method="post">/);
    expect(standing()).toEqual({ 'News & more': 'subscribed', shop: 'subscribed' });
    expect(reportOf(world, id).unsubscribes).toBe(0);
  });

  it('by the button ends the list that the campaign went to and no other', async () => {
    const { id, unsubscribe } = await launch();
    const done = await server.inject({
      method: 'POST',
      url: unsubscribe,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: '',
    });
    expect(done.statusCode).toBe(200);
    expect(done.body).toContain('You are unsubscribed');
    expect(standing()).toEqual({ 'News & more': 'unsubscribed', shop: 'subscribed' });
    expect(suppressed()).toEqual([]);
    expect(reportOf(world, id).unsubscribes).toBe(1);
  });

  it.each([
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    ],
  ])('with one click, as mail programs post it in %s, works as often as they like', async (type, payload) => {
    const { id, unsubscribe } = await launch();
    for (let times = 0; times < 3; times += 1) {
      const answer = await server.inject({ method: 'POST', url: unsubscribe, headers: { 'content-type': type }, payload });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(standing()['News & more']).toBe('unsubscribed');
    expect(reportOf(world, id).unsubscribes).toBe(1);
    expect(world.db.value(sql`SELECT count(*) FROM events WHERE name = 'unsubscribed'`)).toBe(1);
  });

  it('from what went to everyone or by tag suppresses the address', async () => {
    const id = world.draft({ audience: { tagIds: ['vip'] } });
    await world.settled((await launchCampaign(world, { id })).sendId);
    const { unsubscribe } = linksIn((await world.arrived()).get('anna@x.example')?.html ?? '');
    expect((await server.inject(unsubscribe)).body).toContain('emails from <strong>Hearth Bakery</strong>');
    await server.inject({ method: 'POST', url: unsubscribe });
    expect(suppressed()).toEqual([{ email: 'anna@x.example', reason: 'unsubscribed' }]);
  });

  it('after being taken off the list suppresses the address, so that no import brings it back', async () => {
    const { unsubscribe } = await launch();
    world.db.run(sql`DELETE FROM memberships`);
    await server.inject({ method: 'POST', url: unsubscribe });
    expect(suppressed()).toEqual([{ email: 'anna@x.example', reason: 'unsubscribed' }]);
  });

  it('after being deleted as a contact suppresses the address', async () => {
    const { unsubscribe } = await launch();
    world.db.run(sql`DELETE FROM contacts`);
    expect((await server.inject(unsubscribe)).statusCode).toBe(200);
    await server.inject({ method: 'POST', url: unsubscribe });
    expect(suppressed()).toEqual([{ email: 'anna@x.example', reason: 'unsubscribed' }]);
  });

  it('from a test unsubscribes nobody', async () => {
    await sendTest(world, { id: world.draft(), to: ['anna@x.example'], contactId: null });
    const { unsubscribe } = linksIn((await world.arrived()).get('anna@x.example')?.html ?? '');
    expect((await server.inject(unsubscribe)).body).toContain('test message');
    expect((await server.inject({ method: 'POST', url: unsubscribe })).body).toContain('Nothing was changed');
    expect(suppressed()).toEqual([]);
  });
});

describe('the open pixel', () => {
  it('is a picture that nobody keeps, and counts', async () => {
    const { id, open } = await launch();
    const answer = await server.inject(open);
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'image/gif', 'cache-control': 'no-store' } });
    expect(answer.rawPayload.subarray(0, 6).toString()).toBe('GIF89a');
    expect(reportOf(world, id).opens).toEqual({ total: 1, people: 1 });
  });

  it('is the same picture for a forged token, for a look at the headers and for fetching ahead, and counts nothing', async () => {
    const { id, open, view } = await launch();
    const forged = [open.replace('.gif', 'x.gif'), '/o/zzz.gif', `/o/${view.slice(3)}.gif`];
    for (const url of forged) expect((await server.inject(url)).statusCode).toBe(200);
    expect((await server.inject({ method: 'HEAD', url: open })).statusCode).toBe(200);
    await server.inject({ url: open, headers: { 'sec-purpose': 'prefetch' } });
    expect(reportOf(world, id).opens.total).toBe(0);
  });
});

describe('a click', () => {
  it('leads to the address of the design and counts', async () => {
    const { id, click } = await launch();
    const answer = await server.inject(click);
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe('https://hearth.example/bread?a=1&b=2');
    expect(reportOf(world, id).clicks).toEqual({ total: 1, people: 1 });
    expect((await server.inject({ method: 'HEAD', url: click })).statusCode).toBe(302);
    expect(reportOf(world, id).clicks.total).toBe(1);
  });

  it('leads nowhere with a forged token, another purpose, or an address of somebody’s choice', async () => {
    const { id, click, unsubscribe } = await launch();
    const [ids = '', signature] = click.slice(3).split('.');
    const other = `${ids.split('-')[0]}-${(Number.parseInt(ids.split('-')[1] ?? '', 36) + 1).toString(36)}`;
    for (const url of [
      `/c/${other}.${signature}`,
      `/c/${unsubscribe.slice(3)}`,
      '/c/x',
      `${click}x`,
      '/c/https://evil.example',
    ]) {
      const answer = await server.inject(url);
      expect([url, answer.statusCode, answer.headers.location]).toEqual([url, 404, undefined]);
    }
    expect((await server.inject(`${click}?url=https://evil.example`)).headers.location).toBe(
      'https://hearth.example/bread?a=1&b=2',
    );
    expect(reportOf(world, id).clicks.total).toBe(1);
  });

  it('leads nowhere when the link, though rightly signed, belongs to another send', async () => {
    const first = await launch();
    const second = await launch();
    const [message = ''] = second.click.slice(3).split('-');
    const [, link = ''] = (first.click.slice(3).split('.')[0] ?? '').split('-');
    const key = findLinkKey(world.db) ?? '';
    const crossed = writeToken(key, 'click', Number.parseInt(message, 36), Number.parseInt(link, 36));
    expect((await server.inject(`/c/${crossed}`)).statusCode).toBe(404);
    expect(reportOf(world, second.id).clicks.total).toBe(0);
  });
});

describe('the web view', () => {
  it('shows the message as its recipient got it, escaped, and lets it run nothing', async () => {
    const { view } = await launch();
    const answer = await server.inject(view);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Hello &lt;b&gt;Anna&lt;/b&gt;');
    expect(answer.body).not.toContain('/o/');
    expect(answer.headers['content-security-policy']).toContain("script-src 'none'");
    expect(answer.headers['content-security-policy']).toContain('sandbox');
    expect((await server.inject('/v/1.aaaaaaaaaaaaaaaaaaaaaa')).statusCode).toBe(404);
  });
});

describe('the public listener', () => {
  it('answers nothing else', async () => {
    for (const url of [
      '/',
      '/u/',
      '/c',
      '/rpc',
      '/plume/api/lists',
      '/..%2f..%2fetc/passwd',
      '/u/%00',
      '/u/%',
      '/favicon.ico',
      `/u/${'x'.repeat(3000)}`,
    ]) {
      const answer = await server.inject(url);
      expect([url, answer.statusCode]).toEqual([url, 404]);
      expect(answer.body).toContain('This page does not exist');
    }
    expect((await server.inject({ method: 'POST', url: '/' })).statusCode).toBe(404);
    expect((await server.inject({ method: 'DELETE', url: '/u/1.aaaaaaaaaaaaaaaaaaaaaa' })).statusCode).toBe(404);
  });

  it('refuses bodies that nobody has reason to send', async () => {
    const { unsubscribe } = await launch();
    const answer = await server.inject({
      method: 'POST',
      url: unsubscribe,
      headers: { 'content-type': 'text/plain' },
      payload: 'x'.repeat(20_000),
    });
    expect(answer.statusCode).toBe(413);
    expect(standing()['News & more']).toBe('subscribed');
  });

  it('tells browsers and search engines to keep what they see to themselves', async () => {
    const { unsubscribe } = await launch();
    const { headers, body } = await server.inject(unsubscribe);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(body).not.toMatch(/<script|https?:\/\/|src=/);
  });

  it('finds the workspace that a link is from when several are open', async () => {
    const second = await campaignWorld();
    const { id, click } = await launch();
    const both = publicServer({ workspaces: () => [second, world], logger: world.logger });
    expect((await both.inject(click)).statusCode).toBe(302);
    expect(reportOf(world, id).clicks.total).toBe(1);
    await both.close();
    await second.close();
  });
});
