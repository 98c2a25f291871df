import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchCampaign, reportOf, sendTest } from '../../campaigns/campaigns.ts';
import { campaignWorld, seedPeople } from '../../campaigns/testing.ts';
import { sql } from '../../db/db.ts';
import { changeListSettings } from '../../lists/lists.ts';
import { setPublicAddress } from '../../tracking/tracking.ts';
import { publicServer } from './public.ts';

const HTML =
  '<html><body><a href="{{ unsubscribe_url }}">Leave</a>{% if preferences_url %}<a href="{{ preferences_url }}">Choose</a>{% endif %}</body></html>';

let world: Awaited<ReturnType<typeof campaignWorld>>;
let server: FastifyInstance;
let address: string;
beforeEach(async () => {
  world = await campaignWorld();
  server = publicServer({ workspaces: () => [world], logger: world.logger });
  address = await server.listen({ port: 0, host: '127.0.0.1' });
  setPublicAddress(world.db, address);
  const lists = { News: 'subscribed', '<b>Club</b>': 'subscribed', Debtors: 'subscribed', Shop: 'pending' } as const;
  seedPeople(world.db, [{ email: 'anna@x.example', firstName: 'Anna', lists }]);
  changeListSettings(world.db, { id: 'Debtors', internal: true, now: 2 });
});
afterEach(async () => {
  await server.close();
  await world.close();
});

/** The link to the preference page in the letter to Anna. */
async function launch() {
  const id = world.draft({ html: HTML, audience: { listIds: ['News'] } });
  await world.settled((await launchCampaign(world, { id })).sendId);
  return { id, link: await linkOf('anna@x.example') };
}
const linkOf = async (email: string) =>
  /href="([^"]+\/p\/[^"]+)"/.exec((await world.arrived()).get(email)?.html ?? '')?.[1] ?? 'no link';
const post = async (link: string, body: string) =>
  (await fetch(link, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body })).text();
const standing = () =>
  Object.fromEntries(
    world.db
      .all<{ name: string; status: string }>(sql`SELECT l.name, m.status FROM memberships m JOIN lists l ON l.id = m.list_id`)
      .map(({ name, status }) => [name, status]),
  );
const before = { News: 'subscribed', '<b>Club</b>': 'subscribed', Debtors: 'subscribed', Shop: 'pending' };
const shown = 'shown=News&shown=%3Cb%3EClub%3C%2Fb%3E&shown=Shop';

it('shows what a person receives and changes nothing by being looked at', async () => {
  const { link } = await launch();
  const page = await (await fetch(link)).text();
  for (const name of ['News', '&lt;b&gt;Club&lt;/b&gt;', 'Shop', 'not confirmed yet', '<strong>anna@x.example</strong>'])
    expect(page).toContain(name);
  expect(page.match(/ checked/g)).toHaveLength(2);
  expect(page).not.toMatch(/Debtors|<script|https?:\/\/|src=/);
  await fetch(link, { method: 'HEAD' });
  // Neither does a post without a choice, such as a mail program's one click.
  await post(link, 'List-Unsubscribe=One-Click');
  await fetch(link, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'leave=all' });
  expect(standing()).toEqual(before);
});

it('leaves single lists and comes back to them, and the report counts who left', async () => {
  const { id, link } = await launch();
  expect(await post(link, `${shown}&list=%3Cb%3EClub%3C%2Fb%3E`)).toContain('Your choice is saved');
  expect(standing()).toEqual({ ...before, News: 'unsubscribed' });
  expect(reportOf(world, id).unsubscribes).toBe(1);
  const page = await (await fetch(link)).text();
  expect(page).toContain('you left it');
  expect(await post(link, `${shown}&list=%3Cb%3EClub%3C%2Fb%3E`)).toContain('nothing has changed');
  await post(link, `${shown}&list=%3Cb%3EClub%3C%2Fb%3E&list=News&list=Shop`);
  expect(standing()).toEqual({ ...before, Shop: 'subscribed' });
});

it('is found from the page that asks whether to unsubscribe', async () => {
  const { link } = await launch();
  const leave = /href="([^"]+\/u\/[^"]+)"/.exec((await world.arrived()).get('anna@x.example')?.html ?? '')?.[1] ?? '';
  const href = /href="(\.\.[^"]+)"/.exec(await (await fetch(leave)).text())?.[1] ?? '';
  expect(new URL(href, leave).href).toBe(link);
});

it('leaves everything, internal lists as well, and can still come back', async () => {
  const { link } = await launch();
  const page = await post(link, 'leave=all');
  expect(page).toContain('You will receive nothing more');
  expect(new Set(Object.values(standing()))).toEqual(new Set(['unsubscribed']));
  const suppressed = () => world.db.all(sql`SELECT email, reason FROM suppressions`);
  expect(suppressed()).toEqual([{ email: 'anna@x.example', reason: 'unsubscribed' }]);
  expect(await post(link, 'leave=all')).toContain('You will receive nothing more');
  await post(link, 'shown=News&list=News');
  expect(standing()).toMatchObject({ News: 'subscribed', Debtors: 'unsubscribed' });
  expect(suppressed()).toEqual([]);
});

it('of somebody who was deleted still ends all mail to the address', async () => {
  const { link } = await launch();
  world.db.run(sql`DELETE FROM contacts`);
  expect(await (await fetch(link)).text()).toContain('is in no list');
  await post(link, 'leave=all');
  expect(world.db.value(sql`SELECT reason FROM suppressions`)).toBe('unsubscribed');
});

it('of a test message says that it is one and changes nothing', async () => {
  await sendTest(world, { id: world.draft({ html: HTML }), to: ['anna@x.example'], contactId: null });
  const link = await linkOf('anna@x.example');
  expect(await (await fetch(link)).text()).toContain('This is a test message');
  for (const body of ['leave=all', `${shown}`]) expect(await post(link, body)).toContain('This is a test message');
  expect(standing()).toEqual(before);
});

it('leads nowhere when it was forged, and is left out where nobody could follow it', async () => {
  const { link } = await launch();
  for (const wrong of [link.replace(/\.[\w-]+$/, '.aaaaaaaaaaaaaaaaaaaaaa'), link.replace('/p/', '/u/'), `${link}x`]) {
    expect((await fetch(wrong)).status).toBe(404);
    expect((await fetch(wrong, { method: 'POST' })).status).toBe(404);
  }
  setPublicAddress(world.db, '');
  expect((await launch()).link).toBe('no link');
});
