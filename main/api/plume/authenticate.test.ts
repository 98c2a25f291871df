import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listKeys, removeKey } from '../../access/access.ts';
import { bearer, errorOf, PASSWORD, type PlumeTest, plumeTest } from './testing.ts';

let plume: PlumeTest;
beforeAll(async () => {
  plume = await plumeTest();
});
afterAll(() => plume.close());

describe('keys', () => {
  it('are demanded on every route but the open ones, before a body is read', async () => {
    for (const [method, url] of [
      ['GET', '/plume/api/lists'],
      ['POST', '/plume/api/lists'],
      ['PUT', '/plume/api/settings/ses'],
      ['DELETE', '/plume/api/brands/x'],
      ['GET', '/plume/api/nowhere'],
    ] as const) {
      const answer = await plume.raw({
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
    const revoked = plume.keyFor('plume');
    const known = listKeys(plume.registry, plume.workspace.id).find((one) => revoked.startsWith(one.prefix));
    expect((await plume.ask('GET', '/api/lists', undefined, bearer(revoked))).statusCode).toBe(200);
    removeKey(plume.registry, { workspaceId: plume.workspace.id, id: known?.id ?? '' });
    const bad: Record<string, string>[] = [
      bearer(revoked),
      bearer(`${plume.key}x`),
      bearer(plume.key.toUpperCase()),
      bearer(plume.keyFor('plunk')),
      bearer(plume.keyFor('pulsemail')),
      { authorization: 'Bearer' },
      { authorization: `Basic ${plume.key}` },
      { 'x-api-key': plume.key },
      { cookie: `plume_session=${plume.key}` },
    ];
    for (const headers of bad) {
      const answer = await plume.raw({ url: '/plume/api/lists', headers });
      expect([headers, answer.statusCode]).toEqual([headers, 401]);
    }
  });

  it('answer at the root as well as beneath the prefix, the scheme in any case', async () => {
    for (const authorization of [`Bearer ${plume.key}`, `bearer ${plume.key}`]) {
      const [rooted, prefixed] = await Promise.all([
        plume.raw({ url: '/api/brands?limit=1', headers: { authorization } }),
        plume.raw({ url: '/plume/api/brands?limit=1', headers: { authorization } }),
      ]);
      expect([rooted.statusCode, rooted.body]).toEqual([200, prefixed.body]);
    }
    expect((await plume.raw({ url: '/api/me' })).json()).toEqual({ error: 'unauthorized' });
    expect((await plume.raw({ url: '/api/lists', headers: bearer('plume_unknown') })).json()).toEqual({ error: 'unauthorized' });
    expect((await plume.raw({ url: '/plume/health' })).body).toBe('ok');
  });

  it('may do what their scopes say', async () => {
    const may = async (scopes: ('read' | 'write' | 'send' | 'admin')[], method: 'GET' | 'POST' | 'PUT', url: string) =>
      (await plume.ask(method, url, method === 'GET' ? undefined : {}, bearer(plume.keyFor('plume', scopes)))).statusCode !== 403;
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
    const payload = { email: 'owner@example.com', password: PASSWORD };
    return await plume.raw({ method: 'POST', url: '/api/login', headers, payload });
  };

  it('is opened by a log-in with a cookie that no script and no other site gets', async () => {
    const answer = await login();
    expect(answer.statusCode).toBe(200);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^plume_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    );
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    expect((await plume.raw({ url: '/api/me', headers: { cookie } })).json()).toMatchObject({
      email: 'owner@example.com',
      role: 'owner',
    });
    expect((await plume.raw({ url: '/api/lists', headers: { cookie } })).statusCode).toBe(200);
    expect((await plume.raw({ url: '/api/lists', headers: { cookie, ...bearer('plume_bad') } })).statusCode).toBe(401);
  });

  it('writes only for our own pages', async () => {
    const cookie = String((await login()).headers['set-cookie']).split(';')[0] ?? '';
    const write = async (headers: Record<string, string>) =>
      (
        await plume.raw({
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
      (await plume.raw({ url: '/plume/api/brands', headers: { cookie, origin: 'http://evil.example' } })).headers,
    ).not.toHaveProperty('access-control-allow-origin');
  });

  it('is not opened by anything but the right pair', async () => {
    for (const payload of [
      { email: 'owner@example.com', password: 'x' },
      { email: 'nobody@example.com', password: PASSWORD },
    ]) {
      const answer = await plume.raw({ method: 'POST', url: '/api/login', payload });
      expect([answer.statusCode, answer.json()]).toEqual([401, { error: 'invalid credentials' }]);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(errorOf(await plume.raw({ method: 'POST', url: '/api/login', payload: { email: 'a@b.c' } }))).toBe(
      'password is required',
    );
  });
});
