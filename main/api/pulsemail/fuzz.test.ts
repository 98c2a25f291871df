import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { bearer, type PulseTest, pulseTest } from './testing.ts';

let test: PulseTest;
beforeAll(async () => {
  test = await pulseTest();
});
afterAll(() => test.close());

const documented = z.object({
  error: z.object({ code: z.string(), message: z.string().min(1), request_id: z.string().regex(/^req_/) }),
});
const operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).default([]),
});
const paths = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const CODES: Record<number, string> = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'forbidden_scope',
  404: 'not_found',
  409: 'conflict',
  413: 'invalid_request',
  415: 'invalid_request',
  422: 'unprocessable',
};

/** What no body, id or query of the document is. */
const BODIES: readonly (string | Buffer)[] = [
  '',
  '{',
  'null',
  '[]',
  '7',
  '"text"',
  '{}',
  '{"name":null,"email":7,"tags":{},"blocks":"x","filter":[],"url":1,"events":"x","subject":[],"list_id":{},"fields":[1]}',
  '{"name":"\\u0000","email":"\\u0000","consent_source":"\\u0000"}',
  `{"name":"${'x'.repeat(100_000)}","email":"${'x'.repeat(100_000)}@example.com","consent_source":"x"}`,
  '{"__proto__":{"x":1},"constructor":{"prototype":1},"name":{"__proto__":1}}',
  '{"kind":"__proto__","props":{"__proto__":1}}',
  '{"kind":"video","props":{},"name":"x","blocks":[{"kind":"video","props":{}}]}',
  '{"name":"x","blocks":[{"block_id":"blk_nothing"}],"template_id":"tpl_nothing","subject":"x","list_id":"lst_nothing"}',
  '{"name":"x","filter":{"all":[{"any":[{"not":{"field":"fields.__proto__","op":"eq","value":{}}}]}]}}',
  '{"name":"x","filter":{"field":"opens","op":"between","value":[1e308,-1e308]}}',
  '{"name":"x","filter":{"field":"opens","op":"eq","value":1.5}}',
  '{"name":"x","filter":{"field":"created_at","op":"before","value":"9999-12-31T23:59:59Z"}}',
  '{"name":"x","filter":{"field":"email","op":"toString","value":"x"}}',
  '{"name":"x","filter":{"field":"rule","op":"matches","value":{"kind":"group","match":"all","rules":[{"kind":"segment","segmentId":"x"}]}}}',
  '{"email":"a@b@c","consent_source":"x"}',
  '{"email":"a@example.com","consent_source":"x","fields":{"__proto__":"x","toString":"y"},"tags":["%","🎈","__proto__"]}',
  '{"send_at":"yesterday","optimize":"yes","tags":[""],"status":"dead","since":-1}',
  '{"url":"http://[::1","events":["*"],"secret":"short"}',
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.alloc(2 * 1024 * 1024, 32),
];
const IDS = ['nothing', 'lst_', 'sub_%00', '..%2f..', '%F0%9F%8E%88', '-1', 'x'.repeat(101), 'LST_x', '__proto__'];
const QUERIES = [
  'limit=-1',
  'limit=0',
  'limit=1e9',
  'limit=x',
  'limit=1&limit=2',
  'cursor=',
  'cursor=x.y',
  `cursor=${'A'.repeat(5000)}`,
  'cursor=WyJ4IixbMV1d.AAAA',
  'status=dead',
  'tag=%00',
  'type=%00&since=never',
  'period=2026-13',
  'last_open_before=x',
  '%FF=%FE',
];

async function operations(): Promise<{ method: Method; path: string; params: string[] }[]> {
  const { paths: found } = paths.parse((await test.server.inject('/pulsemail/api/v1/openapi.json')).json());
  return Object.entries(found).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters }]) => ({
      method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']).parse(method.toUpperCase()),
      path,
      params: parameters.filter((one) => one.in === 'path').map(({ name }) => name),
    })),
  );
}

async function play(
  method: Method,
  path: string,
  payload?: string | Buffer,
  headers: Record<string, string> = {},
): Promise<void> {
  const answer = await test.server.inject({
    method,
    url: `/pulsemail${path}`,
    headers: { ...bearer(test.key), 'idempotency-key': randomUUID(), 'content-type': 'application/json', ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  const said = `${method} ${path.slice(0, 120)} ${String(payload).slice(0, 120)} → ${answer.statusCode} ${answer.body.slice(0, 200)}`;
  expect(answer.statusCode, said).toBeLessThan(500);
  if (answer.statusCode < 400) return;
  expect(documented.safeParse(answer.json()).success, said).toBe(true);
  expect([said, answer.json().error.code]).toEqual([said, CODES[answer.statusCode]]);
}

it('answers every operation with the documented error, whatever it is sent', { timeout: 120_000 }, async () => {
  const all = await operations();
  expect(all.length).toBeGreaterThan(60);
  const list = await test.aList();
  const subscriber = await test.aSubscriber(list, 'somebody@example.com');
  const campaign = await test.aCampaign(list);
  const foreign = [list, subscriber, campaign, `snd_${campaign.slice(4)}`];
  const fill = (path: string, params: readonly string[], id: string) =>
    params.reduce((text, name) => text.replace(`{${name}}`, id), path);
  for (const { method, path, params } of all) {
    const of = (id: string) => fill(path, params, id);
    for (const id of params.length > 0 ? [...IDS, ...foreign] : [])
      if (method !== 'DELETE') await play(method, of(id), method === 'GET' ? undefined : '{}');
    if (method === 'GET') for (const query of QUERIES) await play(method, `${of(list)}?${query}`);
    else for (const body of BODIES) await play(method, of(params.length > 0 ? list : 'x'), body);
    if (method === 'POST') {
      await play(method, of(list), '{"name":"x"}', { 'idempotency-key': 'é' });
      await play(method, of(list), '{"name":"x"}', { 'idempotency-key': 'k'.repeat(300) });
      await play(method, of(list), '<a/>', { 'content-type': 'application/xml' });
      await play(method, of(list), 'x', { 'content-type': 'not a type' });
    }
  }
  for (const id of IDS)
    for (const { path, params } of all.filter((one) => one.method === 'DELETE')) await play('DELETE', fill(path, params, id));
  const unexpected = test.log.filter((line) => line.includes('unexpected error'));
  expect(unexpected).toEqual([]);
});

it('answers unknown routes and broken addresses in the documented form', async () => {
  for (const path of ['/api/v1/nothing', '/api/v2/lists', '/api/v1/lists/%', '/api/v1/lists/%zz/subscribers', '/'])
    await play('GET', path);
});

it('refuses a header that stands there twice, and does nothing', async () => {
  const port = Number(new URL(await test.server.listen({ host: '127.0.0.1', port: 0 })).port);
  const usual = { authorization: `Bearer ${test.key}`, 'content-type': 'application/json', 'idempotency-key': 'doubled' };
  for (const [name, value] of Object.entries(usual)) {
    const asked = request({
      port,
      path: '/pulsemail/api/v1/lists',
      method: 'POST',
      headers: Object.entries({ ...usual, host: `127.0.0.1:${port}` }).flatMap((one) => [
        ...one,
        ...(one[0] === name ? [name, `${value}2`] : []),
      ]),
    });
    asked.end('{"name":"Doubled"}');
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect([name, answer.statusCode]).toEqual([name, 400]);
    expect(answer.headers['x-ratelimit-remaining']).toMatch(/^\d+$/);
    const { error } = JSON.parse(await text(answer)) as { error: unknown };
    expect(error).toMatchObject({ code: 'invalid_request', message: `The header ${name} may stand there once only.` });
  }
  expect((await test.ask('GET', '/lists')).body).not.toContain('Doubled');
});

it('leaves nothing half written behind a refusal', async () => {
  const list = await test.aList();
  const counts = () => {
    const { db } = test.workspace;
    return ['contacts', 'memberships', 'tags', 'fields', 'campaigns', 'templates', 'segments', 'brands'].map((table) =>
      db.value<number>({ text: `SELECT count(*) FROM ${table}`, values: [], isSql: true }),
    );
  };
  const before = counts();
  const path = `/lists/${list}/subscribers`;
  await test.ask('POST', path, { email: 'half@x.invalid', consent_source: 'x', fields: { brandnew: 'x' }, tags: ['brandnew'] });
  await test.ask('POST', '/campaigns', {
    list_id: list,
    subject: 'x',
    from: { email: 'a@bakery.example', name: 'Somebody new' },
    blocks: [{ kind: 'text', props: { body: 'x' } }, { block_id: 'blk_nothing' }],
  });
  await test.ask('POST', '/lists', { name: 'x', default_from: { email: 'a@elsewhere.example', name: '' } });
  expect(counts()).toEqual(before);
});
