import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { changeUser, ownerOf, setPassword } from '../access/access.ts';
import { dialects } from './dialects.ts';
import { type TestServer, testServer } from './testing.ts';

/**
 * Plays every dialect's documented requests and compares the answers. A file is one story on a fresh workspace; its
 * steps hand on ids by `keep` and `{name}`. `<id>`, `<time>`, `<date>`, `<text>` and `<any>` stand for what differs each time.
 */
const step = z.strictObject({
  title: z.string(),
  /** Where the document shows it; none for what follows from it. */
  source: z.string().optional(),
  request: z.strictObject({
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    path: z.string(),
    /** Null for none; left out for a good one. */
    key: z.string().nullable().optional(),
    withCookie: z.boolean().default(false),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.unknown().optional(),
    text: z.string().optional(),
    file: z.object({ name: z.string(), text: z.string() }).optional(),
  }),
  response: z.strictObject({
    status: z.number(),
    body: z.unknown().optional(),
    contains: z.unknown().optional(),
    text: z.string().optional(),
    cookie: z.string().optional(),
  }),
  keep: z.record(z.string(), z.string()).default({}),
  /** Asked again until the answer is as it should be. */
  until: z.boolean().default(false),
});
type Step = z.infer<typeof step>;

const MATCHERS: Record<string, unknown> = {
  '<id>': expect.stringMatching(/^[\w-]{8,}$/),
  '<time>': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
  '<date>': expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  '<text>': expect.stringMatching(/\S/),
  '<any>': expect.anything(),
};

for (const dialect of dialects) {
  const folder = join(import.meta.dirname, dialect.name, 'examples');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    describe(`${dialect.title}, ${file.replace('.json', '')}`, () => {
      const steps = z.array(step).parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      const known: Record<string, string> = {};
      let test: TestServer;
      let key: string;
      let cookie = '';
      beforeAll(async () => {
        test = await testServer();
        key = test.keyFor(dialect.name);
        const owner = changeUser(test.registry, { id: ownerOf(test.registry).id, email: 'owner@example.com' });
        await setPassword(test.registry, { userId: owner.id, password: 'correct horse battery' });
      });
      afterAll(() => test.close());

      async function play({ request, response, keep }: Step): Promise<void> {
        const used = request.key === undefined ? key : request.key;
        const answer = await test.server.inject({
          method: request.method,
          url: dialect.prefix + fill(request.path, known),
          headers: {
            ...request.headers,
            ...(used === null ? {} : { authorization: `Bearer ${used}` }),
            ...(request.withCookie ? { cookie } : {}),
            ...(request.file ? { 'content-type': 'multipart/form-data; boundary=seam' } : {}),
          },
          ...payloadOf(request, known),
        });
        expect([answer.statusCode, answer.body.slice(0, 500)]).toEqual([response.status, expect.anything()]);
        if (response.text !== undefined) expect(answer.body).toBe(response.text);
        if (response.body !== undefined) expect(answer.json()).toEqual(expected(response.body, known));
        if (response.contains !== undefined) expect(answer.json()).toMatchObject(expected(response.contains, known) as object);
        if (response.cookie !== undefined) {
          cookie = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
          expect(answer.cookies.map(({ name }) => name)).toContain(response.cookie);
        }
        for (const [name, path] of Object.entries(keep)) known[name] = z.string().parse(at(answer.json(), path));
      }

      for (const one of steps) {
        it(one.title, async () => {
          if (one.until)
            await expect.poll(() => play(one).then(() => 'as expected', String), { timeout: 15_000 }).toBe('as expected');
          else await play(one);
        });
      }
    });
  }
}

function payloadOf(request: Step['request'], known: Record<string, string>): { payload?: string | object } {
  if (request.text !== undefined) return { payload: request.text };
  if (request.body !== undefined) return { payload: JSON.parse(fill(JSON.stringify(request.body), known)) as object };
  if (!request.file) return {};
  const { name, text } = request.file;
  const head = `--seam\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`;
  return { payload: `${head}${text}\r\n--seam--\r\n` };
}

const fill = (text: string, known: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);

function expected(value: unknown, known: Record<string, string>): unknown {
  if (typeof value === 'string') return MATCHERS[value] ?? fill(value, known);
  if (Array.isArray(value)) return value.map((item) => expected(item, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, expected(item, known)]));
}

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, name) => z.record(z.string(), z.unknown()).parse(inner)[name], value);
