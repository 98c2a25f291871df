import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../testing.ts';
import { referencePage } from './reference-page.ts';

let test: TestServer;
beforeAll(async () => {
  test = await testServer();
});
afterAll(() => test.close());

it('shows of every dialect all operations, with the documented bodies and the scope that each needs', async () => {
  for (const dialect of ['plume', 'pulsemail']) {
    const { paths } = (await test.server.inject(`/${dialect}/openapi.json`)).json();
    const page = (await test.server.inject(`/${dialect}/reference`)).body;
    for (const [path, methods] of Object.entries<Record<string, object>>(paths))
      for (const method of Object.keys(methods))
        expect(page).toContain(`data-method="${method.toUpperCase()}" data-path="${path}"`);
  }
  const { paths } = (await test.server.inject('/pulsemail/openapi.json')).json();
  const { send, subscribers, events } = {
    send: paths['/api/v1/campaigns/{id}/send'].post,
    subscribers: paths['/api/v1/lists/{list_id}/subscribers'].post,
    events: paths['/api/v1/events'].get,
  };
  expect([send, subscribers, events].map((one) => one['x-required-scope'])).toEqual(['send', 'write', 'read']);
  expect(subscribers.requestBody.content['application/json'].example).toMatchObject({ consent_source: 'checkout-form' });
  const login = (await test.server.inject('/plume/openapi.json')).json().paths['/api/login'].post;
  expect(login['x-required-scope']).toBeUndefined();
});

it('runs its own script and style alone, and asks nobody but this server', async () => {
  const { body, headers } = await test.server.inject('/pulsemail/reference');
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  for (const tag of ['script', 'style']) {
    const text = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(body)?.[1] ?? '';
    expect(text.length).toBeGreaterThan(1000);
    expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
  expect(body).not.toMatch(/(src|href)="https?:/);
});

it('shows what a document says as text, whatever it says', () => {
  const nasty = '</script><img src=x onerror=alert(1)>';
  const page = referencePage(
    {
      info: { title: nasty, version: nasty },
      paths: {
        [`/${nasty}`]: {
          post: {
            summary: nasty,
            tags: [nasty],
            parameters: [{ name: nasty, in: 'query', schema: { enum: [nasty] } }],
            requestBody: { content: { 'application/json': { schema: {}, example: { nasty } } } },
            responses: { [nasty]: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${nasty}` } } } } },
          },
        },
      },
      components: { schemas: { [nasty]: { type: 'object', properties: { [nasty]: { const: nasty } } } } },
    },
    { baseUrl: nasty },
  );
  expect(page).not.toContain('<img');
});
