import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeUser, listKeys, ownerOf, removeKey, setPassword } from '../../access/access.ts';
import { pageInbox } from '../../delivery/delivery.ts';
import { type TestServer, testServer } from '../testing.ts';

let test: TestServer;
let key: string;
beforeAll(async () => {
  test = await testServer();
  key = test.keyFor('plume');
  const owner = changeUser(test.registry, { id: ownerOf(test.registry).id, email: 'owner@example.com' });
  await setPassword(test.registry, { userId: owner.id, password: 'correct horse battery' });
});
afterAll(() => test.close());

const bearer = (given: string) => ({ authorization: `Bearer ${given}` });
const ask = (
  method: InjectOptions['method'],
  url: string,
  payload?: object | string | Buffer,
  headers: Record<string, string> = {},
) =>
  test.server.inject({
    method: method ?? 'GET',
    url: `/plume${url}`,
    headers: { ...bearer(key), ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
const raw = (options: InjectOptions) => test.server.inject(options);
const errorOf = (answer: { json: () => { error: string } }) => answer.json().error;

async function aBrand(facts: object = {}): Promise<string> {
  return (
    await ask('POST', '/api/brands', { name: 'Bakery', fromName: 'Anna', fromEmail: 'anna@bakery.example', ...facts })
  ).json().id;
}
let lists = 0;
async function aList(): Promise<string> {
  return (await ask('POST', '/api/lists', { name: `news ${++lists}`, brandId: await aBrand() })).json().id;
}
async function aCampaign(facts: object = {}): Promise<string> {
  const body = { subject: 'Hello', brandId: await aBrand(), htmlBody: '<p>Hi</p>', ...facts };
  return (await ask('POST', '/api/campaigns', body)).json().id;
}

describe('keys', () => {
  it('are demanded on every route but the open ones, before a body is read', async () => {
    for (const [method, url] of [
      ['GET', '/plume/api/lists'],
      ['POST', '/plume/api/lists'],
      ['PUT', '/plume/api/settings/ses'],
      ['DELETE', '/plume/api/brands/x'],
      ['GET', '/plume/api/nowhere'],
    ] as const) {
      const answer = await raw({
        method,
        url,
        headers: { 'content-type': 'application/json' },
        payload: method === 'GET' ? '' : '{{{',
      });
      expect([url, answer.statusCode, answer.json(), answer.headers['www-authenticate']]).toEqual([
        url,
        401,
        { error: 'unauthorized' },
        'Bearer',
      ]);
    }
  });

  it('that are wrong, of another dialect, in another header or revoked are refused', async () => {
    const revoked = test.keyFor('plume');
    const known = listKeys(test.registry, test.workspace.id).find((one) => revoked.startsWith(one.prefix));
    expect((await ask('GET', '/api/lists', undefined, bearer(revoked))).statusCode).toBe(200);
    removeKey(test.registry, { workspaceId: test.workspace.id, id: known?.id ?? '' });
    const bad: Record<string, string>[] = [
      bearer(revoked),
      bearer(`${key}x`),
      bearer(key.toUpperCase()),
      bearer(test.keyFor('plunk')),
      bearer(test.keyFor('pulsemail')),
      { authorization: 'Bearer' },
      { authorization: `Basic ${key}` },
      { 'x-api-key': key },
      { cookie: `plume_session=${key}` },
    ];
    for (const headers of bad) {
      const answer = await raw({ url: '/plume/api/lists', headers });
      expect([headers, answer.statusCode]).toEqual([headers, 401]);
    }
  });

  it('answer at the root as well as beneath the prefix, the scheme in any case', async () => {
    for (const authorization of [`Bearer ${key}`, `bearer ${key}`]) {
      const [rooted, prefixed] = await Promise.all([
        raw({ url: '/api/brands?limit=1', headers: { authorization } }),
        raw({ url: '/plume/api/brands?limit=1', headers: { authorization } }),
      ]);
      expect([rooted.statusCode, rooted.body]).toEqual([200, prefixed.body]);
    }
    expect((await raw({ url: '/api/me' })).json()).toEqual({ error: 'unauthorized' });
    expect((await raw({ url: '/api/lists', headers: bearer('plume_unknown') })).json()).toEqual({ error: 'unauthorized' });
    expect((await raw({ url: '/plume/health' })).body).toBe('ok');
  });

  it('may do what their scopes say', async () => {
    const may = async (scopes: ('read' | 'write' | 'send' | 'admin')[], method: 'GET' | 'POST' | 'PUT', url: string) =>
      (await ask(method, url, method === 'GET' ? undefined : {}, bearer(test.keyFor('plume', scopes)))).statusCode !== 403;
    expect(await may(['read'], 'GET', '/api/lists')).toBe(true);
    expect(await may(['read'], 'POST', '/api/lists')).toBe(false);
    expect(await may(['write'], 'POST', '/api/lists')).toBe(true);
    expect(await may(['write'], 'POST', '/api/campaigns/x/send')).toBe(false);
    expect(await may(['write'], 'POST', '/api/campaigns/x/test')).toBe(false);
    expect(await may(['send'], 'POST', '/api/campaigns/x/send')).toBe(true);
    expect(await may(['write', 'send'], 'PUT', '/api/settings/ses')).toBe(false);
    expect(await may(['write', 'send'], 'POST', '/api/api-keys')).toBe(false);
    expect(await may(['admin'], 'POST', '/api/api-keys')).toBe(true);
  });
});

describe('a session', () => {
  const login = async (headers: Record<string, string> = {}) => {
    const payload = { email: 'owner@example.com', password: 'correct horse battery' };
    return await raw({ method: 'POST', url: '/api/login', headers, payload });
  };

  it('is opened by a log-in with a cookie that no script and no other site gets', async () => {
    const answer = await login();
    expect(answer.statusCode).toBe(200);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^plume_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    );
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    expect((await raw({ url: '/api/me', headers: { cookie } })).json()).toMatchObject({
      email: 'owner@example.com',
      role: 'owner',
    });
    expect((await raw({ url: '/api/lists', headers: { cookie } })).statusCode).toBe(200);
    expect((await raw({ url: '/api/lists', headers: { cookie, ...bearer('plume_bad') } })).statusCode).toBe(401);
  });

  it('writes only for our own pages', async () => {
    const cookie = String((await login()).headers['set-cookie']).split(';')[0] ?? '';
    const write = async (headers: Record<string, string>) =>
      (
        await raw({
          method: 'POST',
          url: '/api/brands',
          headers: { cookie, host: 'localhost:80', ...headers },
          payload: { name: 'By cookie' },
        })
      ).statusCode;
    expect(await write({})).toBe(201);
    expect(await write({ origin: 'http://localhost:80' })).toBe(201);
    expect(await write({ origin: 'http://evil.example' })).toBe(403);
    expect(await write({ origin: 'http://localhost:3000' })).toBe(403);
    expect(await write({ origin: 'null' })).toBe(403);
    expect(await write({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await write({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect((await login({ origin: 'http://evil.example' })).statusCode).toBe(403);
    expect(
      (await raw({ url: '/plume/api/brands', headers: { cookie, origin: 'http://evil.example' } })).headers,
    ).not.toHaveProperty('access-control-allow-origin');
  });

  it('is not opened by anything but the right pair', async () => {
    for (const payload of [
      { email: 'owner@example.com', password: 'x' },
      { email: 'nobody@example.com', password: 'correct horse battery' },
    ]) {
      const answer = await raw({ method: 'POST', url: '/api/login', payload });
      expect([answer.statusCode, answer.json()]).toEqual([401, { error: 'invalid credentials' }]);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(errorOf(await raw({ method: 'POST', url: '/api/login', payload: { email: 'a@b.c' } }))).toBe('password is required');
  });
});

describe('a bad request', () => {
  const writes = [
    ['POST', '/api/brands'],
    ['PUT', '/api/brands/x'],
    ['POST', '/api/lists'],
    ['PUT', '/api/lists/x'],
    ['POST', '/api/subscribers'],
    ['PUT', '/api/subscribers/x'],
    ['PUT', '/api/subscribers/x/status'],
    ['POST', '/api/lists/x/subscribers'],
    ['POST', '/api/campaigns'],
    ['PUT', '/api/campaigns/x'],
    ['POST', '/api/campaigns/x/test'],
    ['POST', '/api/campaigns/x/send'],
    ['PUT', '/api/settings/ses'],
    ['POST', '/api/api-keys'],
    ['POST', '/api/login'],
  ] as const;

  it('that is no JSON object is a 400 everywhere', async () => {
    for (const [method, url] of writes) {
      for (const payload of ['{"name":', '[]', '"text"', '12', 'name=x&email=y']) {
        const answer = await ask(method, url, payload);
        expect([url, payload, answer.statusCode, answer.json()]).toEqual([url, payload, 400, { error: 'bad json' }]);
      }
      const notUtf8 = await ask(method, url, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]));
      expect([url, notUtf8.statusCode, errorOf(notUtf8)]).toEqual([url, 400, 'the body is not valid UTF-8']);
    }
  });

  it('of a type that cannot be JSON is a 415, and JSON of any usual type is read', async () => {
    const typed = (type: string) => ask('POST', '/api/brands', '{"name":"Typed"}', { 'content-type': type });
    for (const type of ['application/xml', 'multipart/form-data; boundary=x', 'image/png'])
      expect([type, (await typed(type)).statusCode]).toEqual([type, 415]);
    for (const type of [
      'application/json; charset=utf-8',
      'application/x-www-form-urlencoded',
      'text/plain',
      'application/vnd.api+json',
    ]) {
      expect([type, (await typed(type)).statusCode]).toEqual([type, 201]);
    }
  });

  it('that is too large is a 413', async () => {
    const answer = await ask('POST', '/api/brands', { name: 'x'.repeat(1024 * 1024) });
    expect([answer.statusCode, answer.json()]).toEqual([413, { error: 'the request is too large' }]);
  });

  it('never is a defect, whatever its members are', async () => {
    const odd: unknown[] = [
      '',
      'x',
      0,
      -1,
      1e308,
      true,
      [],
      [[]],
      {},
      { a: { b: {} } },
      'x'.repeat(5000),
      '\u0000',
      '😀',
      '__proto__',
      null,
    ];
    const members = [
      'name',
      'brandId',
      'email',
      'subject',
      'status',
      'lists',
      'listId',
      'fields',
      'bodyJson',
      'htmlBody',
      'to',
      'segmentId',
      'fromEmail',
      'from_name',
      'constructor',
      '__proto__',
    ];
    const list = await aList();
    const campaign = await aCampaign();
    const targets = [
      ...writes,
      ['POST', `/api/lists/${list}/subscribers`],
      ['PUT', `/api/campaigns/${campaign}`],
      ['PUT', `/api/lists/${list}`],
    ] as const;
    for (const [method, url] of targets) {
      if (url === '/api/settings/ses' || url === '/api/login') continue;
      for (const value of odd) {
        const body = `{${members.map((member) => `${JSON.stringify(member)}:${JSON.stringify(value)}`).join(',')}}`;
        const answer = await ask(method, url, body);
        expect([url, value, answer.statusCode < 500, typeof answer.json()]).toEqual([url, value, true, 'object']);
      }
    }
    expect(test.log.filter((line) => line.includes('unexpected error'))).toEqual([]);
  });

  it('for what is not there is a 404, and deleting it a 204', async () => {
    for (const url of [
      '/api/brands/x',
      '/api/lists/x',
      '/api/subscribers/x',
      '/api/campaigns/x',
      '/api/campaigns/x/report',
      '/api/lists/x/subscribers',
      '/api/x',
      `/api/lists/${'x'.repeat(90)}`,
    ]) {
      const answer = await ask('GET', url);
      expect([url, answer.statusCode, answer.json()]).toEqual([url, 404, { error: 'not found' }]);
    }
    for (const noun of ['brands', 'lists', 'subscribers', 'campaigns', 'api-keys'])
      expect((await ask('DELETE', `/api/${noun}/x`)).statusCode).toBe(204);
    expect((await ask('GET', '/api/analytics/overview')).statusCode).toBe(404);
  });

  it('is told which field is wrong', async () => {
    const says = async (url: string, body: object) => errorOf(await ask('POST', url, body));
    const list = await aList();
    expect(await says('/api/brands', { name: ' ' })).toBe('name is required');
    expect(await says('/api/brands', { name: 'x', fromEmail: 'nobody' })).toBe('invalid email address');
    expect(await says('/api/lists', { name: 'x' })).toBe('bad brandId');
    expect(await says('/api/lists', { name: 'x', brandId: 'x' })).toBe('brand not found');
    expect(await says('/api/campaigns', { brandId: 'x' })).toBe('subject is required');
    expect(await says('/api/campaigns', { subject: 'x', brandId: 'x' })).toBe('brand not found');
    expect(await says('/api/subscribers', { listId: list })).toBe('email is required');
    expect(await says('/api/subscribers', { email: 'a@b.example' })).toBe('listId or lists is required');
    expect(await says('/api/subscribers', { email: 'a@b.example', listId: 'x' })).toBe('list not found');
    expect(await says(`/api/lists/${list}/subscribers`, { email: 'a@b.example', status: 'asleep' })).toMatch(/^status is one of/);
  });
});

describe('an import', () => {
  const upload = (list: string, payload: string | Buffer, headers: Record<string, string> = {}, query = '') =>
    ask('POST', `/api/lists/${list}/import${query}`, payload, { 'content-type': 'text/csv', ...headers });

  it('brings people of other lists into this one, and skips who is in it already', async () => {
    const [first, second] = [await aList(), await aList()];
    expect((await upload(first, 'email,name\nOne@x.example,One\ntwo@x.example,Two\n')).json()).toMatchObject({
      Imported: 2,
      Skipped: 0,
      Failed: 0,
    });
    expect((await upload(first, 'email,name\none@x.example,Other\nthree@x.example,\n,Nobody\n')).json()).toMatchObject({
      Imported: 1,
      Skipped: 2,
      Failed: 0,
    });
    expect((await upload(second, 'email\none@x.example\n')).json()).toMatchObject({ Imported: 1, Skipped: 0 });
    const people = (await ask('GET', `/api/lists/${first}/subscribers`)).json();
    expect(people.map(({ email, name }: { email: string; name: string }) => [email, name])).toEqual([
      ['one@x.example', 'One'],
      ['two@x.example', 'Two'],
      ['three@x.example', ''],
    ]);
    expect(people[0].lists).toHaveLength(2);
  });

  it('is read whatever type the body claims to have and whatever its encoding is', async () => {
    const list = await aList();
    const windows = Buffer.from('E-Mail;Name\nzoe@x.example;Zo\u00eb M\u00fcller\n', 'latin1');
    expect((await upload(list, windows, { 'content-type': 'application/x-www-form-urlencoded' })).json()).toMatchObject({
      Imported: 1,
    });
    expect((await ask('GET', `/api/lists/${list}/subscribers`)).json()).toMatchObject([
      { email: 'zoe@x.example', name: 'Zoë Müller' },
    ]);
  });

  it('makes nobody active by a column of the file unless their consent is stated', async () => {
    const [without, stated] = [await aList(), await aList()];
    const file = (part: string) => `email,status\na${part}@x.example,subscribed\nb${part}@x.example,unsubscribed\n`;
    await upload(without, file('1'));
    await upload(stated, file('2'), {}, '?consent=existing');
    const statuses = async (list: string) =>
      (await ask('GET', `/api/lists/${list}/subscribers`)).json().map((one: { status: string }) => one.status);
    expect(await statuses(without)).toEqual(['pending', 'pending']);
    expect(await statuses(stated)).toEqual(['active', 'unsubscribed']);
  });

  it('says what is wrong with the file', async () => {
    const list = await aList();
    const says = async (payload: string | Buffer, headers?: Record<string, string>, query?: string) => {
      const answer = await upload(list, payload, headers, query);
      return [answer.statusCode, errorOf(answer)];
    };
    expect(await says('')).toEqual([400, expect.stringMatching(/missing|empty/)]);
    expect(await says('name,city\nAnna,Rome\n')).toEqual([400, "CSV must have an 'email' column"]);
    expect(await says('anna@x.example,Anna\n')).toEqual([400, "CSV must have an 'email' column"]);
    expect(
      await says('--x\r\nContent-Disposition: form-data; name="other"\r\n\r\n1\r\n--x--\r\n', {
        'content-type': 'multipart/form-data; boundary=x',
      }),
    ).toEqual([400, "missing 'file' upload"]);
    expect(await says('--x\r\nbroken', { 'content-type': 'multipart/form-data; boundary=x' })).toEqual([400, expect.any(String)]);
    expect(await says('email\na@x.example', {}, '?consent=maybe')).toEqual([400, expect.stringContaining('consent')]);
    expect((await upload('x', 'email\na@x.example')).statusCode).toBe(404);
    expect(readdirSync(join(test.workspace.folder, 'uploads'))).toEqual([]);
  });
});

describe('subscribers', () => {
  const add = async (list: string, email: string, facts: object = {}) =>
    (await ask('POST', `/api/lists/${list}/subscribers`, { email, ...facts })).json();

  it('are all read, in order, filtered and in windows, however many they are', async () => {
    const list = await aList();
    const rows = Array.from({ length: 1203 }, (_, index) => `p${index}@many.example,Person ${index}`).join('\n');
    await ask('POST', `/api/lists/${list}/import?consent=existing`, `email,name\n${rows}\n`, { 'content-type': 'text/csv' });
    const read = async (query: string) =>
      (await ask('GET', `/api/subscribers?listId=${list}${query}`))
        .json()
        .map((one: { email: string }) => one.email.split('@')[0]);
    expect(await read('')).toEqual(Array.from({ length: 1203 }, (_, index) => `p${index}`));
    expect(await read('&limit=2&offset=1199')).toEqual(['p1199', 'p1200']);
    expect(await read('&q=person 117')).toEqual([
      'p117',
      'p1170',
      'p1171',
      'p1172',
      'p1173',
      'p1174',
      'p1175',
      'p1176',
      'p1177',
      'p1178',
      'p1179',
    ]);
    expect(await read('&q=%25')).toEqual([]);
    expect(await read('&status=active&limit=1')).toEqual(['p0']);
    expect(await read('&status=pending')).toEqual([]);
    expect(await read('&email=nobody')).toEqual([]);
    expect((await ask('GET', `/api/lists/${list}/subscribers?limit=3`)).json()).toHaveLength(3);
    expect((await ask('GET', '/api/subscribers?limit=x')).statusCode).toBe(422);
  });

  it('may be put into several lists at once, by id or name', async () => {
    const [first, second] = [await aList(), await aList()];
    const name = (await ask('GET', `/api/lists/${second}`)).json().name;
    const made = await ask('POST', '/api/subscribers', {
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
    const rows = (await ask('GET', '/api/subscribers?email=both@x.example')).json();
    expect(rows.map((row: { list_id: string }) => row.list_id)).toEqual([first, second]);
    const changed = await ask('PUT', `/api/subscribers/${rows[0].id}`, { fields: { note: null, 'Shoe size': 43 } });
    expect(changed.json().fields).toEqual({ 'Shoe size': 43, vip: true });
    expect(errorOf(await ask('PUT', `/api/subscribers/${rows[0].id}`, { fields: { 'Shoe size': 'big' } }))).toMatch(
      /^fields\.Shoe size: /,
    );
  });

  it('that bounced or complained are suppressed, and stay so when a script calls them active', async () => {
    const list = await aList();
    const { id } = await add(list, 'gone@x.example', { status: 'active' });
    expect((await ask('PUT', `/api/subscribers/${id}/status`, { status: 'bounced' })).json().status).toBe('bounced');
    expect((await ask('PUT', `/api/subscribers/${id}/status`, { status: 'active' })).json().status).toBe('bounced');
    expect((await add(await aList(), 'gone@x.example', { status: 'active' })).status).toBe('bounced');
    const campaign = await aCampaign();
    expect((await ask('POST', `/api/campaigns/${campaign}/send`, { listId: list })).json()).toEqual({ recipients: 0 });
  });

  it('who left are subscribed again only when they are named', async () => {
    const list = await aList();
    const { id } = await add(list, 'left@x.example', { status: 'active' });
    await ask('PUT', `/api/subscribers/${id}/status`, { status: 'unsubscribed' });
    expect((await add(list, 'left@x.example', { status: 'active' })).status).toBe('unsubscribed');
    expect((await ask('PUT', `/api/subscribers/${id}/status`, { status: 'subscribed' })).json().status).toBe('active');
  });

  it('who left and were deleted stay unmailed when they are added again', async () => {
    const list = await aList();
    const { id } = await add(list, 'never@x.example', { status: 'active' });
    await ask('PUT', `/api/subscribers/${id}/status`, { status: 'unsubscribed' });
    expect((await ask('DELETE', `/api/subscribers/${id}`)).statusCode).toBe(204);
    expect((await ask('GET', `/api/subscribers/${id}`)).statusCode).toBe(404);
    expect((await add(list, 'never@x.example', { status: 'active' })).status).toBe('unsubscribed');
  });
});

describe('campaigns', () => {
  it('may be written in snake_case, and null says nothing', async () => {
    const brand = await aBrand();
    const answer = await ask('POST', '/api/campaigns', {
      subject: 'Hello',
      brand_id: brand,
      html_body: '<p>Hi</p>',
      plain_body: null,
    });
    expect([answer.statusCode, answer.json().html_body, answer.json().plain_body]).toEqual([201, '<p>Hi</p>', '']);
  });

  it('give blocks back word for word until somebody edits the design, and then as they are', async () => {
    const id = await aCampaign();
    const bodyJson = [
      {
        id: 'a b',
        type: 'columns',
        left: [{ type: 'text', html: '<p>L</p>', note: 1 }],
        right: [{ type: 'image', src: 'https://x.example/a.png', alt: 'A' }],
      },
      { type: 'social', items: [{ platform: 'mastodon', url: 'https://social.example/@a' }] },
      { type: 'spacer', height: 2 },
      { type: 'html', html: '<p onclick="alert(1)">Raw<script>alert(1)</script></p>' },
    ];
    const put = await ask('PUT', `/api/campaigns/${id}`, { subject: 'Hello', bodyJson });
    expect(JSON.parse(put.json().body_json)).toEqual(bodyJson);
    expect(put.json().html_body).toContain('>Mastodon</a>');
    expect(put.json().html_body).not.toMatch(/<script|onclick/);
    expect(put.json().plain_body).toContain('L');
    const html = await ask('PUT', `/api/campaigns/${id}`, { subject: 'Hello', htmlBody: '<p>New</p>' });
    expect(html.json()).toMatchObject({ html_body: '<p>New</p>', body_json: '[]' });
  });

  it('keep their design when only the subject is changed', async () => {
    const id = await aCampaign({ plainBody: 'Hi' });
    const answer = await ask('PUT', `/api/campaigns/${id}`, { subject: 'Other' });
    expect(answer.json()).toMatchObject({ subject: 'Other', html_body: '<p>Hi</p>', plain_body: 'Hi' });
  });

  it('say which block is wrong', async () => {
    const id = await aCampaign();
    const put = async (bodyJson: unknown[]) => errorOf(await ask('PUT', `/api/campaigns/${id}`, { subject: 'x', bodyJson }));
    expect(await put([{ type: 'text' }, { type: 'nope' }])).toBe('bodyJson.1: unknown block type "nope"');
    expect(await put([7])).toMatch(/^bodyJson.0: unknown block type/);
    expect(await put([{ type: 'columns', left: [{ type: 'columns' }] }])).toBe(
      'bodyJson.0.left.0: columns cannot stand inside columns',
    );
    expect(await put([{ type: 'heading', text: 4 }])).toMatch(/^bodyJson.0: text/);
  });

  it('are sent with an unsubscribe link that the design lacks and that is not shown', async () => {
    const list = await aList();
    await ask('POST', `/api/lists/${list}/subscribers`, { email: 'reader@example.com', status: 'active' });
    const id = await aCampaign({ subject: 'A footer of its own', htmlBody: '<html><body><p>Hi</p></body></html>' });
    expect((await ask('POST', `/api/campaigns/${id}/send`, { listId: list })).json()).toEqual({ recipients: 1 });
    await expect.poll(async () => (await ask('GET', `/api/campaigns/${id}`)).json().status, { timeout: 15_000 }).toBe('sent');
    expect((await ask('GET', `/api/campaigns/${id}`)).json().html_body).toBe('<html><body><p>Hi</p></body></html>');
    const { rows } = pageInbox(test.workspace.db, { search: 'A footer of its own', offset: 0, limit: 10 });
    expect(rows).toHaveLength(1);
    expect((await ask('PUT', `/api/campaigns/${id}`, { subject: 'Too late' })).json()).toEqual({
      error: 'campaign already queued or sent',
    });
  });

  it('that reach nobody are sent at once, and those that cannot go out say why', async () => {
    const list = await aList();
    const empty = await aCampaign();
    expect((await ask('POST', `/api/campaigns/${empty}/send`, { listId: list })).json()).toEqual({ recipients: 0 });
    await expect.poll(async () => (await ask('GET', `/api/campaigns/${empty}`)).json().status, { timeout: 15_000 }).toBe('sent');
    const nameless = (
      await ask('POST', '/api/campaigns', { subject: 'x', brandId: await aBrand({ fromEmail: '' }), htmlBody: '<p>Hi</p>' })
    ).json().id;
    const refused = await ask('POST', `/api/campaigns/${nameless}/send`, { listId: list });
    expect([refused.statusCode, errorOf(refused)]).toEqual([422, expect.stringContaining('no from address')]);
    const both = await ask('POST', `/api/campaigns/${nameless}/send`, { listId: list, segmentId: 'x' });
    expect([both.statusCode, errorOf(both)]).toEqual([400, 'provide exactly one of listId or segmentId']);
    expect((await ask('POST', `/api/campaigns/${nameless}/send`, { segmentId: 'x' })).json()).toEqual({
      error: 'segment not found',
    });
  });
});

describe('the document', () => {
  it('names its shapes and every route', async () => {
    const document = (await raw({ url: '/plume/openapi.json' })).json();
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Brand', 'List', 'Subscriber', 'Campaign', 'Report', 'Error']),
    );
    expect(document.paths['/api/brands'].get.responses['200'].content['application/json'].schema).toEqual({
      type: 'array',
      items: { $ref: '#/components/schemas/Brand' },
    });
    expect(document.servers).toEqual([{ url: '/plume' }]);
    for (const path of ['/health', '/api/lists/{listId}/import', '/api/campaigns/{id}/send', '/api/subscribers/{id}/status'])
      expect(Object.keys(document.paths)).toContain(path);
    expect((await raw({ url: '/plume/reference' })).body).toContain('/api/campaigns/{id}/send');
  });
});
