import { afterAll, beforeAll, expect, it } from 'vitest';
import { idOf, type PulseTest, pulseTest } from './testing.ts';

let test: PulseTest;
beforeAll(async () => {
  test = await pulseTest();
});
afterAll(() => test.close());

const get = async (path: string) => (await test.ask('GET', path)).json();

it('keeps webhooks, whose secret is told once', async () => {
  const made = await test.ask('POST', '/webhooks', { url: 'https://hooks.example/x', events: ['email.opened'] });
  expect([made.statusCode, made.json()]).toMatchObject([201, { secret: expect.stringMatching(/^whsec_/), active: true }]);
  const id = idOf(made);
  expect(await get(`/webhooks/${id}`)).toMatchObject({
    recent_deliveries: [],
    secret_hint: `...${made.json().secret.slice(-4)}`,
  });
  expect((await get(`/webhooks/${id}`)).secret).toBeUndefined();
  expect((await test.ask('PATCH', `/webhooks/${id}`, { active: false })).json()).toMatchObject({ active: false });
  expect((await test.ask('POST', `/webhooks/${id}/replay`)).json()).toMatchObject({ replayed: 0 });
  const good = { url: 'https://x.example', events: ['email.opened'] };
  for (const [wrong, field] of [
    [{ ...good, url: 'ftp://x' }, 'url'],
    [{ ...good, events: ['nothing'] }, 'events'],
    [{ ...good, secret: 'short' }, 'secret'],
  ] as const) {
    const answer = await test.ask('POST', '/webhooks', wrong);
    expect([answer.statusCode, answer.json().error]).toMatchObject([400, { code: 'invalid_request', details: [{ field }] }]);
  }
  expect((await test.ask('DELETE', `/webhooks/${id}`)).statusCode).toBe(204);
  expect((await test.ask('GET', `/webhooks/${id}`)).statusCode).toBe(404);
});

it('tells of the workspace, what it used, and who changed what', async () => {
  expect((await test.ask('PATCH', '/workspaces/current', { name: 'Bread Ltd', default_region: 'eu-at' })).json()).toMatchObject({
    name: 'Bread Ltd',
    default_region: 'eu-at',
    sender_domains: [{ domain: 'bakery.example', status: 'verified' }],
  });
  expect((await test.ask('PATCH', '/workspaces/current', { default_region: 'us' })).statusCode).toBe(400);
  expect(await get('/workspaces/current/usage')).toMatchObject({
    sends: { limit: null },
    subscribers: { used: expect.any(Number) },
  });
  const list = await test.aList();
  const made = await test.aSubscriber(list, 'audited@example.com');
  expect((await get('/workspaces/current/audit?limit=1')).data).toMatchObject([
    {
      actor: { type: 'api_key', label: 'Test' },
      action: 'subscriber.create',
      target: { type: 'subscriber', id: made },
      metadata: { consent_source: 'test' },
    },
  ]);
  expect((await get('/senders')).data).toMatchObject([{ email: 'anna@bakery.example', status: 'verified' }]);
  expect((await test.ask('POST', '/senders', { email: 'new@other.example', name: 'New' })).statusCode).toBe(201);
});
