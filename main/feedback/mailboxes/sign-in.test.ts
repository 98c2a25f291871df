import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { mailboxSettings } from '#shared/rpc/feedback.ts';
import { memorySecrets } from '../../delivery/testing.ts';
import { changeSecret, readSecret } from './secret.ts';
import { signInOf } from './sign-in.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** A token address on a free port that keeps what it is asked. */
async function tokenServer(answer: (nth: number) => Answer): Promise<{ url: string; asked: URLSearchParams[] }> {
  const asked: URLSearchParams[] = [];
  const server = createServer(async (request, response) => {
    asked.push(new URLSearchParams(await bodyOf(request)));
    const { status, body, headers } = answer(asked.length);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`, asked };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

const settings = (tokenUrl: string) =>
  mailboxSettings.parse({
    host: 'imap.rye.example',
    port: 993,
    user: 'bounces@rye.example',
    signIn: 'oauth2',
    tokenUrl,
    clientId: 'letterpress',
  });

it('renews an access token when it ends, keeps the new refresh token, and asks for none that lasts', async () => {
  const { url, asked } = await tokenServer((nth) => ({
    status: 200,
    body: { access_token: `access${nth}`, expires_in: 3600, refresh_token: `refresh${nth}` },
  }));
  const secrets = memorySecrets();
  changeSecret(secrets, 'box', { refreshToken: 'refresh0', clientSecret: 'shh' });
  const at = (now: number, fresh = false) => signInOf({ publicId: 'box', settings: settings(url), secrets, now, fresh });
  const user = 'bounces@rye.example';
  expect(await at(0)).toEqual({ user, accessToken: 'access1' });
  expect(await at(3_000_000)).toEqual({ user, accessToken: 'access1' });
  expect(await at(3_550_000)).toEqual({ user, accessToken: 'access2' });
  expect(await at(3_560_000, true)).toEqual({ user, accessToken: 'access3' });
  expect(asked.map((form) => Object.fromEntries(form))).toEqual(
    [0, 1, 2].map((nth) => ({
      grant_type: 'refresh_token',
      refresh_token: `refresh${nth}`,
      client_id: 'letterpress',
      client_secret: 'shh',
    })),
  );
  expect(readSecret(secrets, 'box')).toMatchObject({ refreshToken: 'refresh3', accessToken: 'access3' });
});

it('says in plain words that access was taken back', async () => {
  const { url } = await tokenServer(() => ({
    status: 400,
    body: { error: 'invalid_grant', error_description: 'Token revoked' },
  }));
  const secrets = memorySecrets();
  changeSecret(secrets, 'box', { refreshToken: 'old' });
  expect(await signInOf({ publicId: 'box', settings: settings(url), secrets, now: 0 })).toEqual({
    words: expect.stringMatching(
      /^127\.0\.0\.1:\d+ gave no new token \(invalid_grant: Token revoked\)\. Connect the account anew\.$/,
    ),
  });
});

it('takes a token nowhere but to the address that was set', async () => {
  const elsewhere = await tokenServer(() => ({ status: 200, body: { access_token: 'stolen' } }));
  const { url } = await tokenServer(() => ({ status: 307, headers: { location: elsewhere.url } }));
  const secrets = memorySecrets();
  changeSecret(secrets, 'box', { refreshToken: 'mine' });
  expect(await signInOf({ publicId: 'box', settings: settings(url), secrets, now: 0 })).toHaveProperty('words');
  expect(elsewhere.asked).toEqual([]);
});

it('says what is missing', async () => {
  const options = { publicId: 'box', secrets: memorySecrets(), now: 0 };
  expect(await signInOf({ ...options, settings: { ...settings(''), signIn: 'password' } })).toEqual({
    words: 'The password of bounces@rye.example is missing.',
  });
  expect(await signInOf({ ...options, settings: settings('') })).toHaveProperty('words');
});
