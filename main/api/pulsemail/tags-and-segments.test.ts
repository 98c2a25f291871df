import { afterAll, beforeAll, expect, it } from 'vitest';
import { idOf, type PulseTest, pulseTest } from './testing.ts';

let test: PulseTest;
beforeAll(async () => {
  test = await pulseTest();
});
afterAll(() => test.close());

const get = async (path: string) => (await test.ask('GET', path)).json();

it('makes, renames and deletes tags, whose subscribers lose them', async () => {
  const list = await test.aList();
  const made = await test.ask('POST', '/tags', { name: 'Happy Customer' });
  expect([made.statusCode, made.json()]).toMatchObject([201, { id: 'happy-customer', subscribers: 0 }]);
  expect((await test.ask('POST', '/tags', { name: 'happy customer' })).statusCode).toBe(409);
  const id = await test.aSubscriber(list, 'tagged@example.com', { tags: ['happy-customer'] });
  expect((await test.ask('POST', `/subscribers/${id}/tags`, { tags: ['vip', 'happy-customer'] })).json().tags.sort()).toEqual([
    'happy-customer',
    'vip',
  ]);
  expect((await get(`/lists/${list}/subscribers?tag=vip`)).data).toHaveLength(1);
  expect((await test.ask('DELETE', `/subscribers/${id}/tags/vip`)).statusCode).toBe(204);
  expect((await test.ask('DELETE', `/subscribers/${id}/tags/vip`)).statusCode).toBe(404);
  expect((await test.ask('PATCH', '/tags/happy-customer', { name: 'Glad' })).json()).toMatchObject({ id: 'glad' });
  expect((await test.ask('DELETE', '/tags/glad')).statusCode).toBe(204);
  expect((await get(`/subscribers/${id}`)).tags).toEqual([]);
});

it('makes segments of filters, counts and previews them, and refuses what is none', async () => {
  const list = await test.aList();
  for (const [name, city] of [
    ['a', 'Vienna'],
    ['b', 'Graz'],
    ['c', 'Vienna'],
  ])
    await test.aSubscriber(list, `seg-${name}@example.com`, { fields: { city }, tags: name === 'c' ? ['gold'] : [] });
  const filter = {
    all: [{ field: 'fields.city', op: 'eq', value: 'vienna' }, { not: { field: 'tag', op: 'has', value: 'gold' } }],
  };
  const made = await test.ask('POST', '/segments', { name: 'Viennese', filter, list_id: list });
  expect([made.statusCode, made.json()]).toMatchObject([201, { filter, list_id: list }]);
  const id = idOf(made);
  expect(await get(`/segments/${id}`)).toMatchObject({ size: 1 });
  expect((await get(`/segments/${id}/preview`)).data).toMatchObject([{ email: 'seg-a@example.com', list_id: list }]);
  await test.ask('PATCH', `/segments/${id}`, { filter: { field: 'status', op: 'eq', value: 'subscribed' } });
  const page = await get(`/segments/${id}/preview?limit=2`);
  expect([page.data.length, page.total_estimate]).toEqual([2, 3]);
  expect((await get(`/segments/${id}/preview?limit=2&cursor=${encodeURIComponent(page.next_cursor)}`)).data).toHaveLength(1);
  for (const wrong of [
    {},
    { all: [] },
    { field: 'nothing', op: 'eq', value: 1 },
    { field: 'tag', op: 'eq', value: 'gold' },
    { field: 'opens', op: 'gte', value: 'x' },
    { not: { not: { not: { not: { not: { field: 'email', op: 'exists' } } } } } },
  ]) {
    const answer = await test.ask('POST', '/segments', { name: 'Wrong', filter: wrong });
    expect([JSON.stringify(wrong), answer.statusCode]).toEqual([JSON.stringify(wrong), 400]);
  }
  const written = 'fields.city = "vienna" and not (status = pending or tag has "gold")';
  const changed = await test.ask('PATCH', `/segments/${id}`, { filter: written });
  const parts = ['status', 'tag'].map((field) => expect.objectContaining({ field }));
  expect(changed.json().filter).toEqual({
    all: [{ field: 'fields.city', op: 'eq', value: 'vienna' }, { not: { any: parts } }],
  });
  expect(changed.json().size).toBe(1);
  const [hourAgo, inAnHour] = [-1, 1].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
  for (const [field, size] of [
    [`created_at after "${hourAgo}"`, 3],
    [`created_at before "${hourAgo}"`, 0],
    [`consent_at > "${hourAgo}" and created_at < "${inAnHour}"`, 3],
    [`consent_at > "${inAnHour}"`, 0],
    [`last_open_at after "${hourAgo}"`, 0],
  ] as const) {
    await test.ask('PATCH', `/segments/${id}`, { filter: field });
    expect([field, (await get(`/segments/${id}`)).size]).toEqual([field, size]);
  }
  const unread = await test.ask('PATCH', `/segments/${id}`, { filter: 'fields.city == (' });
  expect([unread.statusCode, unread.json().error.code]).toEqual([400, 'invalid_request']);
  expect((await test.ask('DELETE', `/segments/${id}`)).statusCode).toBe(204);
});
