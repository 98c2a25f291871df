import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../db/db.ts';
import { mailServer, smtpError, smtpTransport, until } from '../../delivery/testing.ts';
import { receiver } from '../../webhooks/testing.ts';
import { type PulseTest, pulseTest, walkAll } from './testing.ts';

const event = z.looseObject({ id: z.string(), type: z.string(), data: z.looseObject({ email: z.string().optional() }) });
type Told = z.output<typeof event>;
const MINUTE = 60_000;

let test: PulseTest;
let mails: Awaited<ReturnType<typeof mailServer>>;
let there: Awaited<ReturnType<typeof receiver>>;
let secret: string;
beforeEach(async () => {
  test = await pulseTest();
  there = await receiver();
  mails = await mailServer({ answer: (to) => (to.startsWith('gone') ? smtpError(550, '5.1.1 Nobody is here') : null) });
  const { id } = smtpTransport(test.workspace.db, { port: mails.port });
  test.workspace.db.run(sql`UPDATE transports SET is_default = (id = ${id})`);
  test.workspace.webhooks.setMayBePrivate(true);
  ({ secret } = test.workspace.webhooks.endpoints.create({
    dialect: 'pulsemail',
    url: there.url,
    events: ['*'],
    allowPrivate: true,
  }));
});
afterEach(async () => {
  await test.close();
  await mails.stop();
  await there.stop();
});

const told = (type: string): Told[] =>
  there.got.map(({ body }) => event.parse(JSON.parse(body))).filter((one) => one.type === type);

const walk = async (path: string, limit?: number): Promise<Told[]> => z.array(event).parse(await walkAll(test, path, limit));

const byId = (events: readonly Told[]) => events.map(({ id }) => id).sort();

it('tells of a campaign from its first draft to its last message, to a webhook and in the feed, each once', async () => {
  const { db } = test.workspace;
  const list = await test.aList();
  const people = Array.from({ length: 40 }, (_, nth) => `p${nth}@bread.example`);
  for (const email of [...people, 'gone@bread.example']) await test.aSubscriber(list, email);
  const campaign = await test.aCampaign(list);
  expect((await test.ask('POST', `/campaigns/${campaign}/send`)).statusCode).toBe(202);
  await until(
    'the campaign was told of to its end',
    () => told('campaign.sent').length === 1 && told('email.sent').length === 40,
  );
  await until('whoever was refused as well', () => told('email.bounced').length === 1);

  // The receiver shares no code with the sender: it hashes what came.
  for (const { headers, body } of there.got)
    expect(headers['x-pulsemail-signature']).toBe(createHmac('sha256', secret).update(Buffer.from(body, 'utf8')).digest('hex'));
  expect(
    told('email.sent')
      .map(({ data }) => data.email)
      .sort(),
  ).toEqual([...people].sort());
  expect(mails.got.flatMap(({ to }) => to).sort()).toEqual([...people].sort());
  expect(told('email.bounced')).toMatchObject([{ data: { email: 'gone@bread.example', bounce_type: 'hard' } }]);
  expect(new Set(there.got.map(({ body }) => event.parse(JSON.parse(body)).id)).size).toBe(there.got.length);
  for (const type of ['subscriber.created', 'consent.granted']) expect(told(type).length).toBe(41);
  expect(told('email.delivered')).toEqual([]);

  const feed = await walk('/events');
  expect(byId(feed)).toEqual(there.got.map(({ body }) => event.parse(JSON.parse(body)).id).sort());
  expect(byId(await walk('/events', 200))).toEqual(byId(feed));
  for (const type of ['email.sent', 'send.completed', 'subscriber.created', 'email.bounced']) {
    const found = await walk(`/events?type=${type}`);
    expect(byId(found)).toEqual(byId(told(type)));
    const one = (await test.ask('GET', `/events/${found[0]?.id}`)).json();
    expect(one).toEqual(found[0]);
  }
  const ofCampaign = await walk(`/campaigns/${campaign}/events`);
  const stages = ofCampaign.filter(({ type }) => !type.startsWith('email.') && type !== 'send.progress').map(({ type }) => type);
  expect(stages.reverse()).toEqual(['campaign.created', 'send.started', 'send.completed', 'campaign.sent']);
  expect(ofCampaign.filter(({ type }) => type === 'email.sent').length).toBe(40);
  expect(ofCampaign.every((one) => one['campaign_id'] === campaign)).toBe(true);
  expect(told('send.completed')).toMatchObject([
    { data: { campaign_id: campaign, progress: 100, counts: { queued: 0, sent: 40, bounced: 1, failed: 0 } } },
  ]);
  const [sent] = told('email.sent');
  const mine = await walk(`/subscribers/${sent?.data['subscriber_id']}/events`);
  expect(mine.map(({ type }) => type).sort()).toEqual(['consent.granted', 'email.sent', 'subscriber.created']);

  // A quarter of an hour goes by, and of one message a bounce came back in it.
  const [back] = db.all<{ id: number; send: number }>(
    sql`SELECT id, send_id AS send FROM messages WHERE email = 'p3@bread.example'`,
  );
  db.run(sql`INSERT INTO events (name, message_id, send_id, at, data) SELECT 'bounced', id, send_id, settled_at - ${14 * MINUTE},
    '{"permanent":true,"words":"no such user"}' FROM messages WHERE id = ${back?.id ?? 0}`);
  db.run(sql`UPDATE messages SET settled_at = settled_at - ${15 * MINUTE} WHERE status = 'accepted'`);
  test.workspace.webhooks.wake();
  await until('what was delivered was told', () => told('email.delivered').length === 39);
  expect(told('email.delivered').some(({ data }) => data.email === 'p3@bread.example')).toBe(false);
  expect(byId(await walk('/events?type=email.delivered'))).toEqual(byId(told('email.delivered')));
});

it('tells of consent where it came from and when, of each list its own', async () => {
  const [shop, blog] = [await test.aList(), await test.aList()];
  const email = 'two@bread.example';
  await test.aSubscriber(shop, email, { consent_source: 'checkout' });
  const inBlog = await test.aSubscriber(blog, email, { consent_source: 'blog form' });
  const granted = async () =>
    (await walk('/events?type=consent.granted')).map(({ data }) => data).filter((data) => data.email === email);
  const { consent_at } = (await test.ask('GET', `/subscribers/${inBlog}`)).json<{ consent_at: string }>();
  expect((await granted()).map((data) => [data['list_id'], data['consent_source']])).toEqual([
    [blog, 'blog form'],
    [shop, 'checkout'],
  ]);
  expect((await granted())[0]?.['consent_at']).toBe(consent_at);
  // Who is not in the blog's list any more did not give that consent at the checkout.
  await test.ask('DELETE', `/subscribers/${inBlog}`);
  expect((await granted()).map((data) => data['consent_source'])).toEqual([null, 'checkout']);
});

it('tells what becomes of one subscriber, and forgets who it was with them', async () => {
  const list = await test.aList();
  const id = await test.aSubscriber(list, 'one@bread.example');
  await test.ask('PATCH', `/subscribers/${id}`, { fields: { first_name: 'Ida' } });
  await until('both were told', () => told('subscriber.created').length === 1 && told('subscriber.updated').length === 1);
  expect(told('subscriber.updated')).toMatchObject([
    { data: { subscriber_id: id, list_id: list, email: 'one@bread.example', changes: { first_name: ['', 'Ida'] } } },
  ]);
  const [updated] = await walk(`/subscribers/${id}/events?type=subscriber.updated`);
  expect(updated?.id).toBe(told('subscriber.updated')[0]?.id);
  await test.ask('DELETE', `/subscribers/${id}`);
  await until('it is gone', () => told('subscriber.deleted').length === 1);
  expect(told('subscriber.deleted')).toMatchObject([{ data: { subscriber_id: id, list_id: list } }]);
  expect(JSON.stringify(await walk('/events'))).not.toContain('one@bread.example');
});
