import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setRates } from '../../access/access.ts';
import { listLists } from '../../lists/lists.ts';
import { bearer, errorOf, idOf, type PulseTest, pulseTest } from './testing.ts';

let test: PulseTest;
beforeAll(async () => {
  test = await pulseTest();
});
afterAll(() => test.close());

const named = (name: string) => listLists(test.workspace.db).filter((list) => list.name === name).length;

describe('keys', () => {
  it('answers who a key is, under the prefix and by the key at the root', async () => {
    for (const url of ['/pulsemail/api/v1/me', '/api/v1/me']) {
      const answer = await test.server.inject({ url, headers: bearer(test.key) });
      expect(answer.json()).toMatchObject({ key_label: 'Test', scopes: ['read', 'write', 'send', 'admin'] });
      expect(answer.headers['x-request-id']).toMatch(/^req_/);
    }
  });

  it('refuses a missing and an unknown key', async () => {
    for (const headers of [{}, bearer('pk_live_nothing'), { authorization: 'Basic eA==' }]) {
      const answer = await test.server.inject({ url: '/pulsemail/api/v1/lists', headers });
      expect([answer.statusCode, errorOf(answer).code]).toEqual([401, 'unauthorized']);
    }
    const answer = await test.server.inject({ url: '/api/v1/lists', headers: bearer('pk_live_nothing') });
    expect(errorOf(answer).code).toBe('unauthorized');
  });

  it('says in the documented words which scope is missing', async () => {
    const key = test.keyFor('pulsemail', ['read']);
    const answer = await test.ask('POST', '/lists', { name: 'Never' }, bearer(key));
    expect(answer.statusCode).toBe(403);
    expect(errorOf(answer)).toMatchObject({
      code: 'forbidden_scope',
      message: 'This key has scope=read; create_list requires scope=write.',
    });
    expect((await test.ask('GET', '/lists', undefined, bearer(test.keyFor('pulsemail', ['send'])))).statusCode).toBe(200);
    expect((await test.ask('DELETE', '/lists/lst_x', undefined, bearer(test.keyFor('pulsemail', ['write'])))).statusCode).toBe(
      403,
    );
  });
});

it('describes itself without a key, at the documented path with and without the prefix', async () => {
  for (const url of ['/pulsemail/api/v1/openapi.json', '/api/v1/openapi.json']) {
    const { paths, openapi } = (await test.server.inject(url)).json();
    expect(openapi).toMatch(/^3\.1/);
    expect(paths['/api/v1/campaigns/{id}/send'].post).toMatchObject({ operationId: 'send_campaign' });
  }
  const page = (await test.server.inject('/pulsemail/reference')).body;
  expect(page).toContain('/api/v1/campaigns/{id}/send');
  expect(page).toContain('Idempotency-Key: $(uuidgen)');
});

it('says of a path which methods it has, and counts what it cannot answer', async () => {
  const before = Number((await test.ask('GET', '/me')).headers['x-ratelimit-remaining']);
  const wrong = await test.ask('PUT', '/lists/lst_any', { name: 'Never' });
  expect([wrong.statusCode, errorOf(wrong).code]).toEqual([405, 'invalid_request']);
  expect(String(wrong.headers['allow']).split(', ').sort()).toEqual(['DELETE', 'GET', 'HEAD', 'PATCH']);
  const unknown = await test.ask('GET', '/no-such-thing');
  expect([unknown.statusCode, errorOf(unknown).code]).toEqual([404, 'not_found']);
  for (const [nth, { headers }] of [wrong, unknown].entries())
    expect(Number(headers['x-ratelimit-remaining'])).toBe(before - 1 - nth);
  const stranger = await test.server.inject({ method: 'PUT', url: '/pulsemail/api/v1/lists/lst_any' });
  expect([stranger.statusCode, errorOf(stranger).code]).toEqual([401, 'unauthorized']);
});

describe('idempotency', () => {
  it('needs the header on every POST', async () => {
    const answer = await test.ask('POST', '/lists', { name: 'Keyless' }, { 'idempotency-key': '' });
    expect([answer.statusCode, errorOf(answer).message]).toEqual([400, expect.stringContaining('Idempotency-Key')]);
    expect(named('Keyless')).toBe(0);
  });

  it('has one effect and one answer for 20 equal requests at once', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const all = await Promise.all(Array.from({ length: 20 }, () => test.ask('POST', '/lists', { name: 'Once' }, headers)));
    expect(new Set(all.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(all.filter((answer) => answer.headers['idempotency-replayed'] === 'true')).toHaveLength(19);
    expect(named('Once')).toBe(1);
  });

  it('takes the order of members and spaces for nothing, and another body for a conflict', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await test.ask('POST', '/lists', '{"name":"Spaces","double_opt_in":false}', headers);
    const same = await test.ask('POST', '/lists', '{ "double_opt_in": false, "name": "Spaces" }', headers);
    expect([first.statusCode, same.statusCode, same.body]).toEqual([201, 201, first.body]);
    const other = await test.ask('POST', '/lists', { name: 'Other' }, headers);
    expect([other.statusCode, errorOf(other).code]).toEqual([409, 'conflict']);
    const elsewhere = await test.ask('POST', '/tags', { name: 'Spaces', double_opt_in: false }, headers);
    expect(elsewhere.statusCode).toBe(409);
    const misshapen = await test.ask('POST', '/lists', { name: 7 }, headers);
    expect(misshapen.statusCode).toBe(409);
  });

  it('keeps a refusal that lasts, and forgets one of the request itself', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const list = await test.aList({ name: 'Taken' });
    const refused = await test.ask('POST', '/lists', { name: 'taken' }, headers);
    expect(refused.statusCode).toBe(409);
    await test.ask('DELETE', `/lists/${list}`);
    const again = await test.ask('POST', '/lists', { name: 'taken' }, headers);
    expect([again.statusCode, again.body]).toEqual([409, refused.body]);
    const wrong = { 'idempotency-key': randomUUID() };
    expect((await test.ask('POST', '/lists', { name: 7 }, wrong)).statusCode).toBe(400);
    expect((await test.ask('POST', '/lists', { name: 'Mended' }, wrong)).statusCode).toBe(201);
  });
});

describe('pages', () => {
  it('walks with cursors that cannot be forged and hold for one question', async () => {
    const list = await test.aList();
    for (const name of ['a', 'b', 'c']) await test.aSubscriber(list, `${name}@example.com`);
    const first = (await test.ask('GET', `/lists/${list}/subscribers?limit=2`)).json();
    expect(first).toMatchObject({ total_estimate: 3, next_cursor: expect.any(String) });
    const cursor = encodeURIComponent(first.next_cursor);
    const second = (await test.ask('GET', `/lists/${list}/subscribers?limit=2&cursor=${cursor}`)).json();
    expect([second.data.length, second.next_cursor]).toEqual([1, null]);
    for (const path of [
      `/lists/${list}/subscribers?cursor=${cursor}&status=pending`,
      `/lists?cursor=${cursor}`,
      `/lists?cursor=abc`,
      `/lists?cursor=${cursor.slice(0, -3)}`,
      '/lists?limit=0',
      '/lists?limit=-1',
      '/lists?limit=201',
      '/lists?limit=x',
    ]) {
      const answer = await test.ask('GET', path);
      expect([path, answer.statusCode, errorOf(answer).code]).toEqual([path, 400, 'invalid_request']);
    }
  });
});

it('refuses requests for another host, of whatever shape the answers of a route are', async () => {
  for (const [method, path] of [
    ['GET', '/me'],
    ['POST', '/lists'],
    ['DELETE', '/lists/lst_1'],
  ] as const) {
    const answer = await test.ask(method, path, undefined, { host: 'rebound.example' });
    expect([path, answer.statusCode, answer.json()]).toEqual([path, 403, { error: expect.stringContaining('127.0.0.1') }]);
  }
});

describe('rate limits', () => {
  it('counts each key and all of a workspace, and says so on every answer', async () => {
    const limited = await pulseTest({ perKey: 5, perWorkspace: 8 });
    const other = bearer(limited.keyFor('pulsemail'));
    const answers = [];
    for (let at = 0; at < 6; at++) answers.push(await limited.ask('GET', '/me'));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers['x-ratelimit-remaining'])).toEqual(['4', '3', '2', '1', '0', '0']);
    const [last] = answers.slice(-1);
    expect(last && errorOf(last)).toMatchObject({ code: 'rate_limited', request_id: expect.stringMatching(/^req_/) });
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0);
    const byOther = [];
    for (let at = 0; at < 4; at++) byOther.push(await limited.ask('GET', '/me', undefined, other));
    expect(byOther.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429]);
    expect(byOther[0]?.headers['x-ratelimit-limit']).toBe('8');
    await limited.close();
  });

  it('holds to what was set for the workspace at once, and to the document again when that is taken back', async () => {
    const limited = await pulseTest(null);
    const { registry, workspace } = limited;
    const limits = async () => (await limited.ask('GET', '/me')).headers;
    setRates(registry, { workspaceId: workspace.id, rates: { perKey: 3, perWorkspace: 1_000_000 } });
    expect(await limits()).toMatchObject({ 'x-ratelimit-limit': '3', 'x-ratelimit-remaining': '2' });
    await limits();
    await limits();
    expect((await limited.ask('GET', '/me')).statusCode).toBe(429);
    setRates(registry, { workspaceId: workspace.id, rates: { perKey: 1_000_000, perWorkspace: 1_000_000 } });
    expect(await limits()).toMatchObject({ 'x-ratelimit-limit': '1000000', 'x-ratelimit-remaining': '999996' });
    setRates(registry, { workspaceId: workspace.id, rates: null });
    expect(await limits()).toMatchObject({ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '55' });
    await limited.close();
  });

  it('lets 60 requests a minute of a key through where nothing else is said', async () => {
    const usual = await pulseTest(null);
    expect((await usual.ask('GET', '/me')).headers).toMatchObject({ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '59' });
    await usual.close();
  });
});

it('adds, changes and removes a subscriber', async () => {
  const list = await test.aList({ double_opt_in: true });
  const made = await test.ask('POST', `/lists/${list}/subscribers`, {
    email: 'anna@example.eu',
    fields: { first_name: 'Anna', age: 30 },
    tags: ['happy-customer'],
    consent_source: 'checkout-form',
  });
  expect([made.statusCode, made.json()]).toMatchObject([
    201,
    { status: 'pending', tags: ['happy-customer'], consent_source: 'checkout-form', fields: { first_name: 'Anna', age: 30 } },
  ]);
  const id = idOf(made);
  const changed = await test.ask('PATCH', `/subscribers/${id}`, {
    fields: { city: 'Vienna', age: null },
    tags: ['vip'],
    status: 'subscribed',
  });
  expect(changed.json()).toMatchObject({ status: 'subscribed', fields: { first_name: 'Anna', city: 'Vienna' }, tags: ['vip'] });
  const twice = await test.ask('POST', `/lists/${list}/subscribers`, { email: 'ANNA@example.eu', consent_source: 'x' });
  expect(twice.statusCode).toBe(409);
  expect((await test.ask('GET', `/lists/${list}`)).json()).toMatchObject({ subscribers: 1, double_opt_in: true });
  expect((await test.ask('POST', `/subscribers/${id}/unsubscribe`)).json()).toMatchObject({ status: 'unsubscribed' });
  expect((await test.ask('PATCH', `/subscribers/${id}`, { status: 'subscribed' })).statusCode).toBe(422);
  expect((await test.ask('PATCH', `/subscribers/${id}`, { status: 'subscribed', consent_source: 'phone' })).json()).toMatchObject(
    {
      status: 'subscribed',
      consent_source: 'phone',
    },
  );
  expect((await test.ask('DELETE', `/subscribers/${id}`)).statusCode).toBe(204);
  expect((await test.ask('GET', `/subscribers/${id}`)).statusCode).toBe(404);
});
