import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { importOptions } from '#shared/rpc/imports.ts';
import { silentLogger } from '../../base/logger.ts';
import { createScheduler, duplicateCampaign, scheduleCampaign, unscheduleCampaign } from '../../campaigns/campaigns.ts';
import { changeContact, findContact, removeContacts } from '../../contacts/contacts.ts';
import { listBrands } from '../../content/content.ts';
import { sql } from '../../db/db.ts';
import { until } from '../../delivery/testing.ts';
import { createList, removeList, removeMembership, requireList } from '../../lists/lists.ts';
import { erasePerson } from '../../rpc/erase-person.ts';
import { receiver } from '../../webhooks/testing.ts';
import { fromId, toId } from './ids.ts';
import { iso } from './iso.ts';
import { type PulseTest, pulseTest, walkAll } from './testing.ts';

const event = z.looseObject({ id: z.string(), type: z.string(), data: z.record(z.string(), z.unknown()) });
type Told = z.output<typeof event>;
const HOUR = 3_600_000;

let test: PulseTest;
let there: Awaited<ReturnType<typeof receiver>>;
beforeEach(async () => {
  test = await pulseTest();
  there = await receiver();
  test.workspace.webhooks.setMayBePrivate(true);
  test.workspace.webhooks.endpoints.create({ dialect: 'pulsemail', url: there.url, events: ['*'], allowPrivate: true });
});
afterEach(async () => {
  await test.close();
  await there.stop();
});

const told = (type: string): Told[] =>
  there.got.map(({ body }) => event.parse(JSON.parse(body))).filter((one) => one.type === type);
const ids = (events: readonly Told[]) => events.map(({ id }) => id).sort();
const settled = (type: string, count: number) => until(`${type} was told`, () => told(type).length === count);

const walk = async (path: string, limit?: number): Promise<Told[]> => z.array(event).parse(await walkAll(test, path, limit));

/** What was told of a type is what the feed has, each once, and each is found by its id. */
async function agrees(type: string): Promise<void> {
  const feed = await walk(`/events?type=${type}`);
  expect(ids(feed)).toEqual(ids(told(type)));
  expect(new Set(ids(feed)).size).toBe(feed.length);
  for (const one of feed.slice(0, 3)) expect((await test.ask('GET', `/events/${one.id}`)).json()).toEqual(one);
}

async function bring(lines: readonly string[], existing: 'fill' | 'overwrite', listId: string): Promise<string> {
  const { imports, db } = test.workspace;
  const path = join(db.file, '..', 'people.csv');
  writeFileSync(path, ['Email,First name', ...lines].join('\n'));
  const { reading, columns } = await imports.preview({ path });
  const options = importOptions.parse({
    reading,
    mapping: columns.map(({ guess }) => guess),
    list: { id: fromId('lst', listId) },
    existing,
    status: 'subscribed',
    consentSource: 'fair',
  });
  const { id, state } = await imports.finished(await imports.start({ path }, options));
  expect(state).toBe('finished');
  return id;
}

it('tells of campaigns whoever made, scheduled and took them back: a window, a script in another dialect, the scheduler', async () => {
  const { workspace } = test;
  const list = await test.aList();
  await test.aSubscriber(list, 'one@bread.example');
  const mine = await test.aCampaign(list);
  const copy = () => duplicateCampaign(workspace.db, { id: fromId('cmp', mine), now: Date.now() });
  const [window, missed] = [copy(), copy()];
  const plume = await test.server.inject({
    method: 'POST',
    url: '/plume/api/campaigns',
    headers: { authorization: `Bearer ${test.keyFor('plume')}` },
    payload: { subject: 'By another script', brandId: listBrands(workspace.db)[0]?.publicId, plainBody: 'Hello' },
  });
  expect(plume.statusCode).toBe(201);
  const others = toId('cmp', z.object({ id: z.string() }).parse(plume.json()).id);
  await settled('campaign.created', 4);
  const campaigns = (events: readonly Told[]) => events.map(({ data }) => data['campaign_id']).sort();
  expect(campaigns(told('campaign.created'))).toEqual([mine, toId('cmp', window), toId('cmp', missed), others].sort());

  const at = Date.now() + HOUR;
  await test.ask('POST', `/campaigns/${mine}/send`, { send_at: new Date(at).toISOString() });
  await scheduleCampaign(workspace, { id: window, at });
  await scheduleCampaign(workspace, { id: missed, at });
  await settled('campaign.scheduled', 3);
  expect(told('campaign.scheduled').map(({ data }) => data)).toContainEqual({
    campaign_id: toId('cmp', window),
    send_id: toId('snd', window),
    status: 'scheduled',
    scheduled_at: iso(at),
  });
  unscheduleCampaign(workspace, window);
  await test.ask('POST', `/sends/${toId('snd', fromId('cmp', mine))}/cancel`);
  workspace.db.run(sql`UPDATE campaigns SET scheduled_at = ${at - 9 * HOUR} WHERE public_id = ${missed}`);
  await createScheduler({ tools: workspace, logger: silentLogger }).tick();
  await settled('campaign.cancelled', 3);
  expect(new Set(campaigns(told('campaign.cancelled')))).toEqual(new Set([mine, toId('cmp', window), toId('cmp', missed)]));

  // What is sent at its time is no longer scheduled, and was not cancelled for that.
  await scheduleCampaign(workspace, { id: window, at });
  workspace.db.run(sql`UPDATE campaigns SET scheduled_at = ${Date.now() - 1} WHERE public_id = ${window}`);
  await createScheduler({ tools: workspace, logger: silentLogger }).tick();
  await settled('campaign.sent', 1);
  for (const type of ['campaign.created', 'campaign.scheduled', 'campaign.cancelled', 'campaign.sent']) await agrees(type);
  expect(told('campaign.cancelled').length).toBe(3);
  const ofWindow = (await walk(`/campaigns/${toId('cmp', window)}/events`)).filter(({ type }) => type.startsWith('campaign.'));
  expect(ofWindow.map(({ type }) => type).reverse()).toEqual([
    ...['campaign.created', 'campaign.scheduled', 'campaign.cancelled', 'campaign.scheduled', 'campaign.sent'],
  ]);
});

it('tells what imports and bulk edits change of people, and what their undo gives back, each once', async () => {
  const { bulk, db, imports } = test.workspace;
  const list = await test.aList();
  const emails = Array.from({ length: 30 }, (_, nth) => `p${nth}@bread.example`);
  for (const email of emails) await test.aSubscriber(list, email);
  await settled('subscriber.created', 30);

  // Ten of them have gaps; then all of them are written over.
  await bring(
    emails.slice(0, 10).map((email) => `${email},Ida`),
    'fill',
    list,
  );
  await settled('subscriber.updated', 10);
  expect(told('subscriber.updated').every(({ data }) => data['list_id'] === list)).toBe(true);
  expect(told('subscriber.updated').map(({ data }) => data['changes'])).toEqual(Array(10).fill({ first_name: ['', 'Ida'] }));
  await bring([...emails.map((email) => `${email},Zoë`), 'new@bread.example,Zoë'], 'overwrite', list).then(async (id) => {
    await settled('subscriber.updated', 40);
    await agrees('subscriber.updated');
    imports.undo(id);
    await imports.finished(id);
  });
  await settled('subscriber.updated', 70);
  const back = told('subscriber.updated').slice(40);
  expect(back.filter(({ data }) => JSON.stringify(data['changes']) === '{"first_name":["Zoë","Ida"]}').length).toBe(10);
  expect(back.filter(({ data }) => JSON.stringify(data['changes']) === '{"first_name":["Zoë",""]}').length).toBe(20);
  await settled('subscriber.deleted', 1);
  await agrees('subscriber.updated');

  const [patched] = z
    .array(z.object({ id: z.string() }))
    .parse((await test.ask('GET', `/lists/${list}/subscribers`)).json().data);
  await test.ask('PATCH', `/subscribers/${patched?.id}`, { fields: { town: 'Graz' } });
  await settled('subscriber.updated', 71);
  const [key] = db.all<{ key: string }>(sql`SELECT key FROM fields`).map((field) => field.key);
  const edit = bulk.start(sql`SELECT id FROM contacts ORDER BY id`, { kind: 'setField', key: key ?? '', value: 'Linz' });
  await bulk.finished(edit);
  await settled('subscriber.updated', 101);
  bulk.undo(edit);
  await bulk.finished(edit);
  await settled('subscriber.updated', 131);
  await agrees('subscriber.updated');
  const [person] = emails;
  const one = findContact(db, person ?? '');
  const member = told('subscriber.updated').find(({ data }) => data['email'] === person)?.data['subscriber_id'];
  const mine = told('subscriber.updated').filter(({ data }) => data['email'] === person);
  expect(ids(await walk(`/subscribers/${member}/events?type=subscriber.updated`, 2))).toEqual(ids(mine));
  expect(await walk(`/subscribers/${member}/events?type=subscriber.updated&since=2099-01-01T00:00:00Z`)).toEqual([]);

  await erasePerson(test.workspace, one?.publicId ?? '');
  expect((await walk('/events?type=subscriber.updated')).some(({ data }) => data['email'] === person)).toBe(false);
  expect(db.value(sql`SELECT count(*) FROM change_slices WHERE instr(told, ${`"id":${one?.id},`})`)).toBe(0);
});

it('tells of edits and deletions in the window as well, and of who is back when they are undone', async () => {
  const { bulk, db } = test.workspace;
  const list = await test.aList();
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => `${name}@bread.example`) as [string, string, string, string];
  const members = new Map<string, string>();
  for (const email of [a, b, c, d]) members.set(email, await test.aSubscriber(list, email));
  const person = (email: string) => findContact(db, email) ?? expect.fail(`${email} is missing`);

  changeContact(db, { id: person(a).publicId, firstName: 'Ida', now: Date.now() });
  await settled('subscriber.updated', 1);
  removeContacts(db, { ids: [person(a).publicId], now: Date.now() });
  removeMembership(db, { listId: requireList(db, fromId('lst', list)).id, contactIds: [person(b).id] });
  await settled('subscriber.deleted', 2);
  const edit = bulk.start(sql`SELECT id FROM contacts WHERE email IN (${c}, ${d}) ORDER BY id`, { kind: 'delete' });
  await bulk.finished(edit);
  await settled('subscriber.deleted', 4);
  expect(told('subscriber.deleted').map(({ data }) => data)).toEqual(
    [a, b, c, d].map((email) => ({ subscriber_id: members.get(email), list_id: list })),
  );
  bulk.undo(edit);
  await bulk.finished(edit);
  await settled('subscriber.created', 6);
  expect(told('subscriber.created').slice(4)).toMatchObject(
    [c, d].map((email) => ({ data: { subscriber_id: members.get(email), list_id: list, email, consent_source: 'test' } })),
  );
  await agrees('subscriber.deleted');

  // Of a list that is gone with all who are in it nobody is told one by one.
  const gone = createList(db, { name: 'Gone', now: Date.now() });
  await test.aSubscriber(toId('lst', gone.publicId), 'e@bread.example');
  await settled('subscriber.created', 7);
  removeList(db, { id: gone.publicId, now: Date.now() });
  await test.aSubscriber(list, 'f@bread.example');
  await settled('subscriber.created', 8);
  expect(told('subscriber.deleted').length).toBe(4);
});
