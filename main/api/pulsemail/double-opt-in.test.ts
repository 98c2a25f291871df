import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { pageInbox, requireInboxMessage } from '../../delivery/delivery.ts';
import { setPublicAddress } from '../../tracking/tracking.ts';
import { publicServer } from '../public/public.ts';
import { idOf, type PulseTest, pulseTest } from './testing.ts';

let test: PulseTest;
let pages: ReturnType<typeof publicServer>;
beforeEach(async () => {
  test = await pulseTest();
  pages = publicServer({ workspaces: () => [test.workspace], logger: test.workspace.logger });
  setPublicAddress(test.workspace.db, await pages.listen({ port: 0, host: '127.0.0.1' }));
});
afterEach(async () => {
  await pages.close();
  await test.close();
});

const mails = () => pageInbox(test.workspace.db, { search: '', offset: 0, limit: 50 }).rows;
async function linkIn(id: string): Promise<string> {
  const { html } = await requireInboxMessage(test.workspace.db, id);
  return /href="([^"]+\/confirm\/[^"]+)"/.exec(html ?? '')?.[1] ?? 'no link';
}
const add = async (list: string, email: string) =>
  (
    await test.ask('POST', `/lists/${list}/subscribers`, { email, consent_source: 'shop', fields: { first_name: 'Anna' } })
  ).json();

it('asks a new subscriber by mail, and tells that they confirmed in the feed and to webhooks', async () => {
  const told: { type: string; data: Record<string, unknown> }[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (data: Buffer) => {
      body += data.toString();
    });
    request.on('end', () => {
      told.push(JSON.parse(body));
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;
  test.workspace.webhooks.setMayBePrivate(true);
  test.workspace.webhooks.endpoints.create({
    dialect: 'pulsemail',
    url: `http://127.0.0.1:${port}/`,
    events: ['*'],
    allowPrivate: true,
  });
  const list = await test.aList({ double_opt_in: true });
  const made = z.object({ id: z.string(), status: z.string() }).parse(await add(list, 'anna@x.example'));
  expect(made.status).toBe('pending');
  await expect.poll(mails, { timeout: 5_000 }).toHaveLength(1);
  const link = await linkIn(mails()[0]?.id ?? '');
  expect((await fetch(link)).status).toBe(200);
  const read = async () => (await test.ask('GET', `/subscribers/${made.id}`)).json();
  expect((await read()).status).toBe('pending');
  expect(await (await fetch(link, { method: 'POST' })).text()).toContain('You are subscribed');
  expect(await read()).toMatchObject({ status: 'subscribed', consent_source: 'shop' });
  const { data } = (await test.ask('GET', '/events?type=consent.granted')).json();
  expect(data).toMatchObject([{ subscriber_id: made.id, list_id: list, data: { email: 'anna@x.example' } }]);
  await expect.poll(() => told.map(({ type }) => type), { timeout: 5_000 }).toContain('consent.granted');
  receiver.close();
});

it('asks nobody of an import, nobody twice within the hour, and nobody where the list does not ask', async () => {
  const asking = await test.aList({ double_opt_in: true });
  const free = await test.aList({ double_opt_in: false });
  const csv = { 'content-type': 'text/csv' };
  const job = idOf(
    await test.ask('POST', `/lists/${asking}/subscribers/import?consent_source=fair`, 'email\nben@x.example\n', csv),
  );
  await expect.poll(async () => (await test.ask('GET', `/jobs/${job}`)).json().status, { timeout: 5_000 }).toBe('completed');
  await add(free, 'cleo@x.example');
  const { id } = await add(asking, 'anna@x.example');
  for (const status of ['unsubscribed', 'pending'])
    await test.ask('PATCH', `/subscribers/${id}`, { status, consent_source: 'shop' });
  await expect.poll(mails, { timeout: 5_000 }).toHaveLength(1);
  expect(mails()[0]?.to).toEqual(['anna@x.example']);
  expect((await test.ask('GET', `/lists/${asking}`)).json()).toMatchObject({ double_opt_in: true });
  await test.ask('PATCH', `/lists/${asking}`, { double_opt_in: false });
  expect((await add(asking, 'dora@x.example')).status).toBe('subscribed');
});
