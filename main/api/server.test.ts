import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dialect } from '#shared/schema/words.ts';
import { createKey } from '../access/access.ts';
import { testRegistry } from '../access/testing.ts';
import { conflict } from '../base/errors.ts';
import { createLogger } from '../base/logger.ts';
import type { WriteDb } from '../db/db.ts';
import type { DialectPlugin } from './dialect.ts';
import { RequestError } from './http/failure.ts';
import { createComponents } from './http/openapi.ts';
import { buildServer } from './server.ts';

/** A dialect of three routes that says who it is, so that two can be seen to collide. */
const speaker = (name: Dialect, keyless: readonly string[]): DialectPlugin => ({
  name,
  title: name,
  prefix: `/${name}`,
  keyless,
  cookie: `${name}_session`,
  components: createComponents(),
  answer: (failure) => ({ status: failure.kind === 'internal' ? 500 : 418, body: { by: name, kind: failure.kind } }),
  routes: (scope) => {
    scope.get('/api/lists', () => ({ by: name }));
    scope.get('/api/open', () => ({ by: name }));
    scope.get('/api/defect', () => {
      throw new Error('the password is hunter2');
    });
    scope.get('/api/conflict', () => {
      throw conflict('things.taken', 'Taken.');
    });
    scope.get('/api/unauthorized', () => {
      throw new RequestError('unauthorized', 'no');
    });
  },
});

let registry: WriteDb;
let workspaceId: string;
let closeRegistry: () => void;
let server: FastifyInstance;
let lines: string[];
beforeEach(async () => {
  lines = [];
  ({ registry, workspaceId, close: closeRegistry } = await testRegistry());
  server = await buildServer({
    registry,
    workspaceOf: () => {
      throw new Error('these dialects touch no workspace');
    },
    loginWorkspaceId: () => workspaceId,
    logger: createLogger({ write: (line) => lines.push(line) }),
    version: '1.2.3',
    dialects: [speaker('pulsemail', ['/api/open', '/api/both']), speaker('emailflow', ['/api/both', '/f/*'])],
    plugins: [async (scope) => void scope.get('/app/hello', () => ({ by: 'app' }))],
  });
});
afterEach(async () => {
  await server.close();
  closeRegistry();
});

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('mounting', () => {
  it('answers each dialect beneath its prefix', async () => {
    expect((await get('/pulsemail/api/lists')).json()).toEqual({ by: 'pulsemail' });
    expect((await get('/emailflow/api/lists')).json()).toEqual({ by: 'emailflow' });
  });

  it('lets the key decide which dialect a path at the root belongs to', async () => {
    const pulsemail = createKey(registry, { workspaceId, dialect: 'pulsemail' }).key;
    const emailflow = createKey(registry, { workspaceId, dialect: 'emailflow' }).key;
    expect((await get('/api/lists?x=1', bearer(pulsemail))).json()).toEqual({ by: 'pulsemail' });
    expect((await get('/api/lists', bearer(emailflow))).json()).toEqual({ by: 'emailflow' });
  });

  it('refuses an unknown key in the words of the dialect that it looks like', async () => {
    const answer = await get('/api/nowhere', bearer(`pk_live_${'0'.repeat(32)}`));
    expect(answer.json()).toEqual({ by: 'pulsemail', kind: 'no-route' });
  });

  it('refuses what names no dialect with a neutral 401', async () => {
    for (const headers of [{}, bearer('what-is-this'), { authorization: 'Basic eDp5' }]) {
      const answer = await get('/api/lists', headers as Record<string, string>);
      expect(answer.statusCode).toBe(401);
      expect(answer.json().error).toMatch(/^unauthorized/);
    }
  });

  it('finds a path that needs no key by its only owner, and by a log-in cookie', async () => {
    expect((await get('/api/open')).json()).toEqual({ by: 'pulsemail' });
    expect((await get('/f/1')).json()).toEqual({ by: 'emailflow', kind: 'no-route' });
    expect((await get('/api/both')).statusCode).toBe(401);
    expect((await get('/api/lists', { cookie: 'a=b; emailflow_session=x' })).json()).toEqual({ by: 'emailflow' });
  });

  it('keeps the paths of the app out of every dialect', async () => {
    const key = createKey(registry, { workspaceId, dialect: 'pulsemail' }).key;
    expect((await get('/app/hello', bearer(key))).json()).toEqual({ by: 'app' });
    expect((await get('/assets/none.js')).statusCode).toBe(404);
    expect((await get('/health')).body).toBe('ok');
  });

  it('serves an OpenAPI document and a reference page for each dialect', async () => {
    const document = (await get('/pulsemail/openapi.json')).json();
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'pulsemail', version: '1.2.3' } });
    expect(Object.keys(document.paths)).toContain('/api/lists');
    const page = await get('/emailflow/reference');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('/api/conflict');
    expect(page.body).not.toMatch(/(src|href)="https?:/);
  });
});

describe('errors', () => {
  it('leave in the form of the dialect, each with the id of its request', async () => {
    const answer = await get('/emailflow/api/conflict');
    expect([answer.statusCode, answer.json()]).toEqual([418, { by: 'emailflow', kind: 'conflict' }]);
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-z]{16}$/);
    expect((await get('/emailflow/api/unauthorized')).json()).toEqual({ by: 'emailflow', kind: 'unauthorized' });
    expect((await get('/emailflow/api/none')).json()).toEqual({ by: 'emailflow', kind: 'no-route' });
  });

  it('that nobody expected give nothing away but stand in the log under the id', async () => {
    const answer = await get('/pulsemail/api/defect');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('hunter2');
    expect(lines.join('')).toContain(answer.headers['x-request-id']);
    expect(lines.join('')).toContain('hunter2');
  });

  it('of a URL that cannot be read are a plain 400', async () => {
    expect((await get('/pulsemail/api/%E0%A4%A')).statusCode).toBe(400);
  });
});

describe('the Host header', () => {
  const raw = (port: number, host: string) =>
    new Promise<number>((resolve, reject) => {
      const call = httpRequest({ host: '127.0.0.1', port, path: '/health', headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      call.on('error', reject);
      call.end();
    });

  it('must name this computer and the own port, whatever name points here', async () => {
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const statuses: Record<string, number> = {};
    for (const host of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) statuses[host] = await raw(port, `${host}:${port}`);
    expect(new Set(Object.values(statuses))).toEqual(new Set([200]));
    const foreign = [
      'evil.example',
      `evil.example:${port}`,
      'localhost',
      `localhost:${port + 1}`,
      `localhost.evil.example:${port}`,
    ];
    for (const host of foreign) expect([host, await raw(port, host)]).toEqual([host, 403]);
  });
});
