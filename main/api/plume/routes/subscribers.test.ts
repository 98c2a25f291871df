import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, type PlumeTest, plumeTest } from '../testing.ts';

let plume: PlumeTest;
beforeAll(async () => {
  plume = await plumeTest();
});
afterAll(() => plume.close());

/** People of one import stand in the order of their addresses. */
const digits = (index: number) => String(index).padStart(4, '0');

describe('subscribers', () => {
  const add = async (list: string, email: string, facts: object = {}) =>
    (await plume.ask('POST', `/api/lists/${list}/subscribers`, { email, ...facts })).json();

  it('are all read, in order, filtered and in windows, however many they are', async () => {
    const list = await plume.aList();
    const rows = Array.from({ length: 1203 }, (_, index) => `p${digits(index)}@many.example,Person ${digits(index)}`).join('\n');
    await plume.ask('POST', `/api/lists/${list}/import?consent=existing`, `email,name\n${rows}\n`, {
      'content-type': 'text/csv',
    });
    const read = async (query: string) =>
      (await plume.ask('GET', `/api/subscribers?listId=${list}${query}`))
        .json()
        .map((one: { email: string }) => one.email.split('@')[0]);
    expect(await read('')).toEqual(Array.from({ length: 1203 }, (_, index) => `p${digits(index)}`));
    expect(await read('&limit=2&offset=1199')).toEqual(['p1199', 'p1200']);
    expect(await read('&q=person 0117')).toEqual(['p0117']);
    expect(await read('&q=%25')).toEqual([]);
    expect(await read('&status=active&limit=1')).toEqual(['p0000']);
    expect(await read('&status=pending')).toEqual([]);
    expect(await read('&email=nobody')).toEqual([]);
    expect((await plume.ask('GET', `/api/lists/${list}/subscribers?limit=3`)).json()).toHaveLength(3);
    expect((await plume.ask('GET', '/api/subscribers?limit=x')).statusCode).toBe(422);
  });

  it('may be put into several lists at once, by id or name', async () => {
    const [first, second] = [await plume.aList(), await plume.aList()];
    const name = (await plume.ask('GET', `/api/lists/${second}`)).json().name;
    const made = await plume.ask('POST', '/api/subscribers', {
      email: 'both@x.example',
      lists: [first, name],
      status: 'active',
      fields: { 'Shoe size': 42, vip: true, note: 'x' },
    });
    expect([made.statusCode, made.json()]).toMatchObject([
      201,
      { list_id: first, status: 'subscribed', fields: { 'Shoe size': 42, vip: true, note: 'x' } },
    ]);
    expect(made.json().lists).toHaveLength(2);
    const rows = (await plume.ask('GET', '/api/subscribers?email=both@x.example')).json();
    expect(rows.map((row: { list_id: string }) => row.list_id)).toEqual([first, second]);
    const changed = await plume.ask('PUT', `/api/subscribers/${rows[0].id}`, { fields: { note: null, 'Shoe size': 43 } });
    expect(changed.json().fields).toEqual({ 'Shoe size': 43, vip: true });
    expect(errorOf(await plume.ask('PUT', `/api/subscribers/${rows[0].id}`, { fields: { 'Shoe size': 'big' } }))).toMatch(
      /^fields\.Shoe size: /,
    );
  });

  it('that bounced or complained are suppressed, and stay so when a script calls them active', async () => {
    const list = await plume.aList();
    const { id } = await add(list, 'gone@x.example', { status: 'active' });
    expect((await plume.ask('PUT', `/api/subscribers/${id}/status`, { status: 'bounced' })).json().status).toBe('bounced');
    expect((await plume.ask('PUT', `/api/subscribers/${id}/status`, { status: 'active' })).json().status).toBe('bounced');
    expect((await add(await plume.aList(), 'gone@x.example', { status: 'active' })).status).toBe('bounced');
    const campaign = await plume.aCampaign();
    expect((await plume.ask('POST', `/api/campaigns/${campaign}/send`, { listId: list })).json()).toEqual({ recipients: 0 });
  });

  it('who left are subscribed again only when they are named', async () => {
    const list = await plume.aList();
    const { id } = await add(list, 'left@x.example', { status: 'active' });
    await plume.ask('PUT', `/api/subscribers/${id}/status`, { status: 'unsubscribed' });
    expect((await add(list, 'left@x.example', { status: 'active' })).status).toBe('unsubscribed');
    expect((await plume.ask('PUT', `/api/subscribers/${id}/status`, { status: 'subscribed' })).json().status).toBe('active');
  });

  it('who left and were deleted stay unmailed when they are added again', async () => {
    const list = await plume.aList();
    const { id } = await add(list, 'never@x.example', { status: 'active' });
    await plume.ask('PUT', `/api/subscribers/${id}/status`, { status: 'unsubscribed' });
    expect((await plume.ask('DELETE', `/api/subscribers/${id}`)).statusCode).toBe(204);
    expect((await plume.ask('GET', `/api/subscribers/${id}`)).statusCode).toBe(404);
    expect((await add(list, 'never@x.example', { status: 'active' })).status).toBe('unsubscribed');
  });
});
