import { afterEach, beforeEach, expect, it } from 'vitest';
import { contract } from '#shared/rpc/rpc.ts';
import { type TestServer, testServer } from '../api/testing.ts';
import { audited } from './audited.ts';
import { keysHandlers } from './keys.ts';
import { listsHandlers } from './lists.ts';
import type { AnyHandlers } from './serve.ts';

let test: TestServer;
beforeEach(async () => {
  test = await testServer();
});
afterEach(() => test.close());

const written = () => test.workspace.audit.page({ limit: 20 });

it('What a window changes is put down with who and on what; what it reads, and what is refused, is not.', async () => {
  const { workspace, registry } = test;
  const plain = { lists: listsHandlers(workspace), keys: keysHandlers(workspace, registry) } as unknown as AnyHandlers;
  const handlers = audited(plain, { contract, workspace, registry });
  const call = (noun: string, method: string, input: object) =>
    handlers[noun]?.[method]?.(input, { signal: new AbortController().signal });
  const { id } = (await call('lists', 'create', { name: 'News' })) as { id: string };
  await call('lists', 'all', {});
  await expect(call('lists', 'create', { name: 'News' })).rejects.toThrow('already');
  const { id: keyId } = (await call('keys', 'create', { name: 'Shop', dialect: 'plume', kind: 'secret', scopes: ['read'] })) as {
    id: string;
  };
  expect(written().map(({ action, targetId, via, details }) => ({ action, targetId, via, details }))).toEqual([
    { action: 'keys.create', targetId: keyId, via: 'window', details: { fields: ['name', 'dialect', 'kind', 'scopes'] } },
    { action: 'lists.create', targetId: id, via: 'window', details: { fields: ['name'] } },
  ]);
  expect(written()[0]).toMatchObject({ actorType: 'user', actorLabel: 'owner@localhost' });
});

it('What a key changes is put down once, with the key and without the body; each request is in the log, redacted.', async () => {
  const key = test.keyFor('pulsemail');
  const ask = (headers: object = {}) =>
    test.server.inject({
      method: 'POST',
      url: '/pulsemail/api/v1/lists',
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'a', 'content-type': 'application/json', ...headers },
      payload: { name: 'For anna@mill.example', double_opt_in: false },
    });
  expect((await ask()).statusCode).toBe(201);
  expect((await ask()).statusCode).toBe(201);
  expect((await ask({ authorization: 'Bearer pk_live_wrong' })).statusCode).toBe(401);
  const [entry, ...more] = written();
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ via: 'pulsemail', action: 'list.create', actorType: 'key', actorLabel: 'Test', ip: '127.0.0.1' });
  expect(entry?.targetId).toMatch(/^lst_/);
  expect(JSON.stringify(entry)).not.toContain('anna');
  const requests = test.workspace.audit.requests.all();
  expect(requests.map(({ status, keyId }) => [status, keyId !== ''])).toEqual([
    [401, false],
    [201, true],
    [201, true],
  ]);
});
