import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../db/db.ts';
import { recordEvent } from '../../events/events.ts';
import { errorOf, idOf, NONE, type PulseTest, pulseTest } from './testing.ts';

let test: PulseTest;
beforeAll(async () => {
  test = await pulseTest();
});
afterAll(() => test.close());

const get = async (path: string) => (await test.ask('GET', path)).json();
const jobDone = (id: string) => expect.poll(async () => (await get(`/jobs/${id}`)).status, { timeout: 10_000 }).toBe('completed');

describe('imports', () => {
  it('take a CSV without Idempotency-Key, with the consent of a column, and say how far they are', async () => {
    const list = await test.aList();
    const text =
      'email,first_name,city,tags,consent_source\nann@example.com,Ann,Graz,vip;new,fair 2026\nbob@example.com,Bob,,,fair 2026\nnothing,,,,\n';
    const answer = await test.ask('POST', `/lists/${list}/subscribers/import`, text, {
      'content-type': 'text/csv',
      'idempotency-key': NONE,
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([202, { object: 'job', type: 'import', list_id: list }]);
    const id = idOf(answer);
    await jobDone(id);
    expect(await get(`/jobs/${id}`)).toMatchObject({ created: 2, failed: 1, progress: 100, total: 3, errors: [{ row: 4 }] });
    const { data } = await get(`/lists/${list}/subscribers`);
    expect(data).toMatchObject([
      {
        email: 'ann@example.com',
        status: 'subscribed',
        fields: { first_name: 'Ann', city: 'Graz' },
        consent_source: 'fair 2026',
      },
      { email: 'bob@example.com' },
    ]);
    expect(data[0].tags.sort()).toEqual(['new', 'vip']);
    expect((await get('/events?type=import.completed')).data).toMatchObject([{ data: { job_id: id, created: 2 } }]);
    expect((await get('/events?type=import.progress')).data.at(0)).toMatchObject({ data: { status: 'completed', processed: 3 } });
  });

  it('take JSON, need to know where consent comes from, and refuse what is none of it', async () => {
    const list = await test.aList();
    const path = `/lists/${list}/subscribers/import`;
    const good = await test.ask('POST', path, {
      subscribers: [{ email: 'cy@example.com', fields: { age: 4 } }],
      consent_source: 'desk',
    });
    expect(good.statusCode).toBe(202);
    await jobDone(idOf(good));
    expect((await get(`/lists/${list}/subscribers`)).data).toMatchObject([{ consent_source: 'desk' }]);
    const wrong: [string | Buffer, string, number][] = [
      ['email\nx@example.com', 'text/csv', 400],
      ['name\nx', 'text/csv', 400],
      ['{"subscribers": 7}', 'application/json', 400],
      ['{', 'application/json', 400],
      [Buffer.from([0xff, 0xfe, 0x41]), 'text/csv', 400],
      ['', 'text/csv', 400],
      ['email,consent_source\na@example.com,x', 'image/png', 415],
      [Buffer.alloc(26 * 1024 * 1024, 97), 'text/csv', 413],
    ];
    for (const [body, type, status] of wrong) {
      const answer = await test.ask('POST', path, body, { 'content-type': type });
      expect([type, answer.statusCode, errorOf(answer).code]).toEqual([type, status, 'invalid_request']);
    }
  });
});

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
  expect(await get(`/segments/${id}`)).toMatchObject({ size: 1 });
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

it('keeps templates and blocks as they were written and shows what they become', async () => {
  const blocks = [
    { kind: 'hero', props: { headline: 'Welcome, {{first_name}}' } },
    { kind: 'text', props: { body: 'We are **glad** you are here.' } },
    { kind: 'button', props: { label: 'Open', href: 'https://bakery.example/dash' } },
  ];
  const made = await test.ask('POST', '/templates', { name: 'Welcome v4', category: 'welcome', blocks });
  expect([made.statusCode, made.json()]).toMatchObject([201, { variables: ['first_name'], blocks }]);
  const id = idOf(made);
  expect((await get('/templates?category=welcome')).data.map((one: { id: string }) => one.id)).toContain(id);
  const preview = new URL(made.json().preview_url).pathname.replace('/pulsemail/api/v1', '');
  expect((await test.ask('GET', preview)).body).toContain('<strong>glad</strong>');
  const wrong = await test.ask('POST', '/templates', {
    name: 'x',
    blocks: [blocks[0], { kind: 'button', props: { label: 'x', href: 'javascript:1' } }],
  });
  expect([wrong.statusCode, wrong.json().error.details]).toMatchObject([400, [{ field: 'blocks[1].props.href' }]]);
  for (const block of [
    { kind: 'video', props: {} },
    { kind: 'text', props: { body: 'x', extra: 1 } },
    { kind: 'constructor', props: {} },
  ])
    expect((await test.ask('POST', '/blocks', block)).statusCode).toBe(400);
  const block = await test.ask('POST', '/blocks', { kind: 'quote', props: { text: 'Best bread', author: 'Zoë' } });
  expect(block.json()).toMatchObject({
    kind: 'quote',
    props: { text: 'Best bread' },
    html: expect.stringContaining('Best bread'),
  });
  const changed = await test.ask('PATCH', `/blocks/${idOf(block)}`, { props: { text: 'Better bread' } });
  expect(changed.json()).toMatchObject({
    props: { text: 'Better bread', author: 'Zoë' },
    html: expect.stringContaining('Better bread'),
  });
  expect(changed.json().mjml).toContain('<mj-');
  expect((await test.ask('PATCH', `/templates/${id}`, { blocks: [{ block_id: idOf(block) }] })).json()).toMatchObject({
    blocks: [{ kind: 'quote' }],
  });
  expect((await test.ask('DELETE', `/blocks/${idOf(block)}`)).statusCode).toBe(204);
  expect((await test.ask('DELETE', `/templates/${id}`)).statusCode).toBe(204);
});

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
  expect((await test.ask('POST', '/webhooks', { url: 'ftp://x', events: ['email.opened'] })).statusCode).toBe(422);
  expect((await test.ask('POST', '/webhooks', { url: 'https://x.example', events: ['nothing'] })).statusCode).toBe(422);
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
  await test.aSubscriber(list, 'audited@example.com');
  expect((await get('/workspaces/current/audit?limit=1')).data).toMatchObject([
    { actor: { type: 'api_key', label: 'Test' }, action: 'subscriber.create', metadata: { consent_source: 'test' } },
  ]);
  expect((await get('/senders')).data).toMatchObject([{ email: 'anna@bakery.example', status: 'verified' }]);
  expect((await test.ask('POST', '/senders', { email: 'new@other.example', name: 'New' })).statusCode).toBe(201);
});
