import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/db.ts';
import { recordEvent } from '../../events/events.ts';
import { idOf, type PulseTest, pulseTest } from './testing.ts';

let test: PulseTest;
beforeAll(async () => {
  test = await pulseTest();
});
afterAll(() => test.close());

const get = async (path: string) => (await test.ask('GET', path)).json();

describe('campaigns', () => {
  it('go from draft to sent, with their recipients, events and analytics', async () => {
    const list = await test.aList({ default_from: { email: 'anna@bakery.example', name: 'Anna' } });
    const id = await test.aSubscriber(list, 'reader@example.com', { fields: { first_name: 'Rea' } });
    const campaign = await test.aCampaign(list, { from: undefined });
    expect(await get(`/campaigns/${campaign}`)).toMatchObject({
      status: 'draft',
      list_id: list,
      from: { email: 'anna@bakery.example' },
      send_id: null,
      analytics: null,
    });
    const sent = await test.ask('POST', `/campaigns/${campaign}/send`);
    expect([sent.statusCode, sent.json()]).toMatchObject([202, { scheduled_at: null, queued_recipients: 1 }]);
    const send = sent.json().send_id;
    await expect.poll(async () => (await get(`/sends/${send}`)).status, { timeout: 10_000 }).toBe('sent');
    expect(await get(`/sends/${send}`)).toMatchObject({ progress: 100, counts: { sent: 1, delivered: 1, queued: 0 } });
    expect((await get(`/sends/${send}/recipients`)).data).toMatchObject([
      { subscriber_id: id, email: 'reader@example.com', status: 'delivered' },
    ]);
    expect((await get(`/sends/${send}/recipients?status=bounced`)).data).toEqual([]);
    const { db, clock } = test.workspace;
    const row = db.get<{ id: number; sendId: number; contactId: number }>({
      text: 'SELECT id, send_id AS sendId, contact_id AS contactId FROM messages ORDER BY id DESC LIMIT 1',
      values: [],
      isSql: true,
    });
    const at = Date.parse('2026-05-06T10:20:00Z');
    recordEvent(db, {
      name: 'opened',
      contactId: row?.contactId ?? 0,
      messageId: row?.id ?? 0,
      sendId: row?.sendId ?? 0,
      at,
      data: { agent: 'iPhone Mobile' },
    });
    const report = await get(`/campaigns/${campaign}/analytics`);
    expect(report).toMatchObject({ totals: { delivered: 1 }, opens: { unique: 1, rate: 1 }, devices: { mobile: 1 } });
    expect(report.heatmap[2][10]).toBe(1);
    expect((await get(`/campaigns/${campaign}/events?type=email.opened`)).data).toMatchObject([
      { type: 'email.opened', subscriber_id: id, send_id: send },
    ]);
    const [event] = (await get(`/subscribers/${id}/events?type=email.opened`)).data;
    expect(await get(`/events/${event.id}`)).toEqual(event);
    expect((await get(`/lists/${list}/subscribers?last_open_before=2026-05-07T00:00:00Z`)).data).toHaveLength(1);
    expect((await get(`/lists/${list}/subscribers?last_open_before=2026-05-05T00:00:00Z`)).data).toHaveLength(0);
    for (const [method, path] of [
      ['POST', `/campaigns/${campaign}/send`],
      ['POST', `/sends/${send}/cancel`],
      ['DELETE', `/campaigns/${campaign}`],
    ] as const)
      expect((await test.ask(method, path)).statusCode).toBe(409);
    expect((await test.ask('PATCH', `/campaigns/${campaign}`, { subject: 'x' })).statusCode).toBe(409);
    expect(clock()).toBeGreaterThan(at);
  });

  it('wait for their time, are cancelled for good, and are deleted then', async () => {
    const list = await test.aList();
    await test.aSubscriber(list, 'later@example.com');
    const campaign = await test.aCampaign(list);
    const send_at = new Date(Date.now() + 86_400_000).toISOString();
    const sent = await test.ask('POST', `/campaigns/${campaign}/send`, { send_at });
    expect(sent.json()).toMatchObject({ status: 'scheduled', scheduled_at: `${send_at.slice(0, 19)}Z`, queued_recipients: 1 });
    const send = sent.json().send_id;
    expect((await get('/sends?status=scheduled')).data.map((one: { id: string }) => one.id)).toContain(send);
    expect((await test.ask('DELETE', `/lists/${list}`)).statusCode).toBe(409);
    expect((await test.ask('POST', `/sends/${send}/cancel`)).json()).toMatchObject({ status: 'cancelled' });
    expect(await get(`/sends/${send}`)).toMatchObject({ status: 'cancelled' });
    expect(await get(`/campaigns/${campaign}`)).toMatchObject({ status: 'cancelled' });
    expect((await test.ask('POST', `/campaigns/${campaign}/send`)).statusCode).toBe(409);
    expect((await test.ask('DELETE', `/campaigns/${campaign}`)).statusCode).toBe(204);
  });

  it('go at the best time of their people, or say that it is the usual one', async () => {
    const list = await test.aList();
    await test.aSubscriber(list, 'best@example.com');
    const sent = await test.ask('POST', `/campaigns/${await test.aCampaign(list)}/send`, { optimize: true });
    expect(sent.json()).toMatchObject({
      status: 'scheduled',
      optimized: { basis: 'default', counts: { history: 0, list: 0, default: 1 } },
      scheduled_at: expect.stringMatching(/T09:00:00Z$/),
    });
    const HOUR = 3_600_000;
    const next = Math.ceil((Date.now() + HOUR) / HOUR) * HOUR;
    for (let nth = 0; nth < 24; nth++) {
      await test.aSubscriber(list, `best-${nth}@example.com`);
      test.workspace.db.run(sql`INSERT INTO events (name, contact_id, at)
        SELECT 'opened', id, ${next - 7 * 24 * HOUR + (nth < 4 ? 3 * HOUR : 0)} FROM contacts WHERE email = ${`best-${nth}@example.com`}`);
    }
    const own = await test.ask('POST', `/campaigns/${await test.aCampaign(list)}/send`, { optimize: true });
    expect(own.json()).toMatchObject({
      status: 'scheduled',
      queued_recipients: 25,
      optimized: { basis: 'history', opens: 24, counts: { history: 24, list: 1, default: 0 } },
      scheduled_at: new Date(next).toISOString().replace('.000Z', 'Z'),
    });
    const cancelled = await test.ask('POST', `/sends/${own.json().send_id}/cancel`);
    expect(cancelled.json()).toMatchObject({ status: 'cancelled' });
  });

  it('have an analysis from their first draft on, all of it zero', async () => {
    const report = await get(`/campaigns/${await test.aCampaign(await test.aList())}/analytics`);
    expect(report).toMatchObject({
      totals: { recipients: 0, sent: 0, delivered: 0, bounced: 0, unsubscribed: 0, complained: 0 },
      opens: { total: 0, unique: 0, rate: 0, first_at: null, last_at: null },
      clicks: { total: 0, unique: 0, rate: 0, click_to_open_rate: 0, links: [] },
      ...{ geo: [], clients: [], tags: [], devices: { desktop: 0, mobile: 0, tablet: 0, bot: 0, unknown: 0 } },
    });
    expect(report.heatmap).toEqual(Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0)));
    expect((await test.ask('GET', '/campaigns/cmp_nothing/analytics')).statusCode).toBe(404);
  });

  it('narrow a list by a segment, and refuse what cannot be', async () => {
    const list = await test.aList();
    await test.aSubscriber(list, 'in@example.com', { tags: ['inner'] });
    await test.aSubscriber(list, 'out@example.com');
    const segment = idOf(
      await test.ask('POST', '/segments', { name: 'Inner', filter: { field: 'tag', op: 'has', value: 'inner' } }),
    );
    const campaign = await test.aCampaign(list, { segment_id: segment });
    expect(await get(`/campaigns/${campaign}`)).toMatchObject({ list_id: list, segment_id: segment });
    const sent = await test.ask('POST', `/campaigns/${campaign}/send`, {
      send_at: new Date(Date.now() + 3_600_000).toISOString(),
    });
    expect(sent.json()).toMatchObject({ queued_recipients: 1 });
    const base = {
      list_id: list,
      subject: 'x',
      from: { email: 'anna@bakery.example', name: 'Anna' },
      blocks: [{ kind: 'spacer', props: {} }],
    };
    const cases: [object, number][] = [
      [{ ...base, from: { email: 'a@elsewhere.example', name: 'A' } }, 422],
      [{ ...base, list_id: 'lst_nothing' }, 404],
      [{ ...base, segment_id: 'seg_nothing' }, 404],
      [{ ...base, list_id: segment }, 404],
      [{ ...base, template_id: 'tpl_nothing', blocks: undefined }, 404],
      [{ ...base, template_id: 'tpl_x' }, 400],
      [{ ...base, blocks: undefined }, 400],
      [{ ...base, list_id: undefined }, 400],
      [{ ...base, subject: '' }, 400],
      [{ ...base, from: undefined }, 400],
    ];
    for (const [body, status] of cases) {
      const answer = await test.ask('POST', '/campaigns', body);
      expect([JSON.stringify(body), answer.statusCode]).toEqual([JSON.stringify(body), status]);
    }
    const empty = await test.aCampaign(await test.aList());
    expect((await test.ask('POST', `/campaigns/${empty}/send`)).statusCode).toBe(422);
    expect((await test.ask('POST', `/campaigns/${empty}/send`, { send_at: '2020-01-01T00:00:00Z' })).statusCode).toBe(422);
    expect(
      (await test.ask('POST', `/campaigns/${empty}/send`, { send_at: '2099-01-01T00:00:00Z', optimize: true })).statusCode,
    ).toBe(400);
  });
});
