import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, type PlumeTest, plumeTest } from './testing.ts';

let plume: PlumeTest;
beforeAll(async () => {
  plume = await plumeTest();
});
afterAll(() => plume.close());

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
        const answer = await plume.ask(method, url, payload);
        expect([url, payload, answer.statusCode, answer.json()]).toEqual([url, payload, 400, { error: 'bad json' }]);
      }
      const notUtf8 = await plume.ask(method, url, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]));
      expect([url, notUtf8.statusCode, errorOf(notUtf8)]).toEqual([url, 400, 'the body is not valid UTF-8']);
    }
  });

  it('of a type that cannot be JSON is a 415, and JSON of any usual type is read', async () => {
    const typed = (type: string) => plume.ask('POST', '/api/brands', '{"name":"Typed"}', { 'content-type': type });
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
    const answer = await plume.ask('POST', '/api/brands', { name: 'x'.repeat(1024 * 1024) });
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
    const list = await plume.aList();
    const campaign = await plume.aCampaign();
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
        const answer = await plume.ask(method, url, body);
        expect([url, value, answer.statusCode < 500, typeof answer.json()]).toEqual([url, value, true, 'object']);
      }
    }
    expect(plume.log.filter((line) => line.includes('unexpected error'))).toEqual([]);
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
      const answer = await plume.ask('GET', url);
      expect([url, answer.statusCode, answer.json()]).toEqual([url, 404, { error: 'not found' }]);
    }
    for (const noun of ['brands', 'lists', 'subscribers', 'campaigns', 'api-keys'])
      expect((await plume.ask('DELETE', `/api/${noun}/x`)).statusCode).toBe(204);
    expect((await plume.ask('GET', '/api/analytics/overview')).statusCode).toBe(404);
  });

  it('is told which field is wrong', async () => {
    const says = async (url: string, body: object) => errorOf(await plume.ask('POST', url, body));
    const list = await plume.aList();
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

describe('the document', () => {
  it('names its shapes and every route', async () => {
    const document = (await plume.raw({ url: '/plume/openapi.json' })).json();
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
    expect((await plume.raw({ url: '/plume/reference' })).body).toContain('/api/campaigns/{id}/send');
  });
});
