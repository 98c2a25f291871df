import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createContact } from '../../contacts/contacts.ts';
import { until } from '../../delivery/testing.ts';
import { recordEvent } from '../../events/events.ts';
import { createList, setMembership } from '../../lists/lists.ts';
import { receiver } from '../../webhooks/testing.ts';
import { type TestServer, testServer } from '../testing.ts';
import { iso } from './iso.ts';

let api: TestServer;
beforeEach(async () => {
  api = await testServer();
});
afterEach(() => api.close());

test('an endpoint is told in the documented form, with a signature of the body to the letter', async () => {
  const { db, webhooks, clock, changes } = api.workspace;
  const there = await receiver();
  webhooks.setMayBePrivate(true);
  const { secret } = webhooks.endpoints.create({ dialect: 'pulsemail', url: there.url, events: ['*'], allowPrivate: true });
  expect(secret).toMatch(/^whsec_[0-9a-f]{32}$/);
  const { id } = createContact(db, { email: 'zoë@example.eu', now: clock() });
  const list = createList(db, { name: 'News', now: clock() });
  setMembership(db, {
    listId: list.id,
    contactIds: [id],
    status: 'subscribed',
    consent: { method: 'api', source: 'checkout-form', at: clock() },
    now: clock(),
  });
  recordEvent(db, { name: 'import.progress', at: clock(), data: { job_id: 'job_1', processed: 10 } });
  changes.announce('contacts');
  await until('all three facts were told', () => there.got.length === 3);
  const bodies = there.got.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  const granted = bodies.find(({ type }) => type === 'consent.granted');
  expect(granted).toMatchObject({
    id: expect.stringMatching(/^evt_[0-9a-z]{16}$/),
    workspace_id: `ws_${api.workspace.id}`,
    data: {
      list_id: `lst_${list.publicId}`,
      email: 'zoë@example.eu',
      consent_source: 'checkout-form',
      consent_at: iso(clock()),
    },
  });
  expect(bodies.find(({ type }) => type === 'subscriber.created')).toMatchObject({ data: { consent_source: 'checkout-form' } });
  expect(bodies.find(({ type }) => type === 'import.progress')).toMatchObject({ data: { job_id: 'job_1', processed: 10 } });
  for (const { headers, body } of there.got) {
    expect(headers['x-pulsemail-signature']).toBe(createHmac('sha256', secret).update(Buffer.from(body, 'utf8')).digest('hex'));
    expect(headers['x-pulsemail-delivery']).toMatch(/^whd_/);
    expect(headers['x-pulsemail-event']).toBe(JSON.parse(body).type);
    expect(headers['content-type']).toBe('application/json');
  }
  await there.stop();
});
