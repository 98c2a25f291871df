import { afterEach, beforeEach, expect, it } from 'vitest';
import { findKey } from '../access/access.ts';
import { type TestServer, testServer } from '../api/testing.ts';
import { keysHandlers } from './keys.ts';

let test: TestServer;
beforeEach(async () => {
  test = await testServer();
});
afterEach(() => test.close());

it('A key is shown when it is made, works on the server, is listed without its text, and is dead once it is removed.', async () => {
  const keys = keysHandlers(test.workspace, test.registry);
  const topics: string[] = [];
  test.workspace.changes.subscribe((changed) => void topics.push(...changed));
  const made = await keys.create({ name: 'Shop', dialect: 'plume', kind: 'secret', scopes: ['read'] });
  expect(findKey(test.registry, made.key)).toMatchObject({ id: made.id, scopes: ['read'] });
  const ask = () => test.server.inject({ url: '/api/lists', headers: { authorization: `Bearer ${made.key}` } });
  expect((await ask()).statusCode).toBe(200);
  const all = await keys.all();
  expect(all).toMatchObject([{ id: made.id, name: 'Shop', dialect: 'plume' }]);
  expect(JSON.stringify(all)).not.toContain(made.key);
  await keys.remove({ id: made.id });
  expect((await ask()).statusCode).toBe(401);
  expect(() => keys.remove({ id: made.id })).toThrow('no such key');
  expect(topics).toEqual(['keys', 'keys']);
});
