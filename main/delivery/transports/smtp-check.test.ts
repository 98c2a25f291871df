import { createServer, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { mailServer, smtpError } from '../testing.ts';
import { checkSmtp } from './smtp-check.ts';
import { testCertificate } from './testing-certificate.ts';
import type { SmtpSettings } from './transports.store.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

const serve = async (options?: Parameters<typeof mailServer>[0]) => {
  const server = await mailServer(options);
  cleanUp.push(() => server.stop());
  return server;
};
/** A server that says just these lines: the greeting, then one answer for each command. */
const script = async (...lines: string[]) => {
  const heard: string[] = [];
  const server = createServer((socket: Socket) => {
    let at = 0;
    const speak = () => void socket.write(`${lines[at++] ?? '250 Ok'}\r\n`);
    socket.on('data', (data) => {
      heard.push(data.toString().trim());
      speak();
    });
    socket.on('error', () => undefined);
    speak();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => void server.close());
  return { heard, port: (server.address() as { port: number }).port };
};
type Wish = Partial<SmtpSettings> & {
  port: number;
  password?: string;
  sender?: string;
  bounceAddress?: string;
  timeoutMs?: number;
};
const check = ({ password = '', sender = '', bounceAddress = '', timeoutMs = 2_000, ...settings }: Wish) =>
  checkSmtp({
    settings: { host: '127.0.0.1', security: 'auto', user: '', ...settings },
    ...{ password: password || null, sender, bounceAddress, timeoutMs },
  });
const withLogin = (password: string) =>
  serve({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, callback) =>
      auth.username === 'rye' && auth.password === password
        ? callback(null, { user: 'rye' })
        : callback(smtpError(535, 'Username and password not accepted')),
  });
const trust = () => {
  const known = getCACertificates('default');
  cleanUp.push(() => setDefaultCACertificates(known));
  setDefaultCACertificates([...known, testCertificate.cert]);
};
const named = (result: Awaited<ReturnType<typeof check>>, name: string) => result.steps.find((step) => step.name === name);

test('an account that is in order goes the whole way, and nothing is sent', async () => {
  const server = await withLogin('secret');
  const result = await check({
    ...{ port: server.port, user: 'rye', password: 'secret' },
    ...{ sender: 'hello@rye.example', bounceAddress: 'bounces@rye.example' },
  });
  expect(result).toMatchObject({ ok: true, reply: '' });
  expect(result.steps.map(({ name, ok }) => [name, ok])).toEqual([
    ...(['connect', 'greeting', 'encryption', 'login', 'sender', 'recipient', 'bounces', 'abilities'] as const).map((name) => [
      name,
      true,
    ]),
  ]);
  expect(named(result, 'login')).toMatchObject({ text: 'rye may log in.', server: 'LOGIN, PLAIN offered, PLAIN used' });
  expect(named(result, 'abilities')?.text).toContain('PIPELINING');
  expect(result.steps.every(({ ms }) => ms !== null && ms < 2_000)).toBe(true);
  expect(server.got).toEqual([]);
});

test("a login that is refused is told with the server's words and what to do", async () => {
  const server = await withLogin('secret');
  const result = await check({ port: server.port, user: 'rye', password: 'wrong' });
  expect(result).toMatchObject({ ok: false, reply: '535 Username and password not accepted' });
  expect(result.steps.at(-1)).toMatchObject({
    text: '127.0.0.1 refused the login of rye: 535 Username and password not accepted',
    advice: expect.stringContaining('the user name is the whole email address'),
    ok: false,
  });
});

test('a server that offers no login, or none by password, fails although the messages might leave', async () => {
  const silent = await serve();
  const result = await check({ port: silent.port, user: 'rye', password: 'secret' });
  expect(result.ok).toBe(false);
  expect(result.steps.at(-1)?.text).toContain('offers no login');
  const modern = await script('220 hello', '250-hi\r\n250 AUTH XOAUTH2 OAUTHBEARER');
  expect((await check({ port: modern.port, user: 'rye', password: 'x' })).steps.at(-1)?.text).toBe(
    '127.0.0.1 takes no passwords: it offers XOAUTH2 OAUTHBEARER only.',
  );
});

test.each([
  ['LOGIN', ['334 VXNlcm5hbWU6', '334 UGFzc3dvcmQ6', '235 ok'], ['AUTH LOGIN', 'cnll', 'c2VjcmV0']],
  // RFC 2195's own challenge, answered with another password.
  ['CRAM-MD5', ['334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+', '235 ok'], ['AUTH CRAM-MD5']],
])('a server that knows only %s can be logged in to', async (way, answers, says) => {
  const server = await script('220 hello', `250-hi\r\n250 AUTH ${way}`, ...answers);
  const result = await check({ port: server.port, user: 'rye', password: 'secret' });
  expect(named(result, 'login')?.ok).toBe(true);
  expect(server.heard.slice(1, 1 + says.length)).toEqual(says);
});

test('a missing password, a server that is away, a name that does not exist and one that is silent are told apart', async () => {
  const server = await withLogin('secret');
  expect((await check({ port: server.port, user: 'rye' })).steps.at(-1)?.text).toBe('The password is missing.');
  await server.stop();
  expect((await check({ port: server.port })).steps.at(-1)).toMatchObject({
    text: expect.stringContaining('nothing answers there'),
    advice: expect.stringContaining('465 and 587'),
  });
  const nowhere = await check({ port: 25, host: 'mail.nowhere.invalid' });
  expect(nowhere.steps.at(-1)).toMatchObject({ name: 'name', text: expect.stringContaining('name of the server was not found') });
  const mute = createServer(() => undefined);
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => void mute.close());
  const result = await check({ port: (mute.address() as { port: number }).port, timeoutMs: 100 });
  expect(result.steps.at(-1)).toMatchObject({ name: 'greeting', ok: false, text: '127.0.0.1 gives no greeting.' });
});

test('a server that turns us away is quoted', async () => {
  const busy = await script('421 4.7.0 Too many connections from you');
  expect(await check({ port: busy.port })).toMatchObject({ ok: false, reply: '421 4.7.0 Too many connections from you' });
});

test('a certificate that is not valid ends the check before any password is said, and is told with its facts', async () => {
  const asked: string[] = [];
  const options = { ...testCertificate, authOptional: false, disabledCommands: [] };
  const onAuth = (
    auth: { password?: string | null | undefined },
    _session: unknown,
    callback: (error: Error | null, answer: object) => void,
  ) => {
    asked.push(auth.password ?? '');
    callback(null, { user: 'rye' });
  };
  for (const secure of [false, true]) {
    const server = await serve({ ...options, secure, onAuth });
    const security = secure ? 'tls' : 'starttls';
    const result = await check({ port: server.port, security, user: 'rye', password: 'secret' });
    expect(result.steps.at(-1)).toMatchObject({
      name: 'encryption',
      ok: false,
      text: expect.stringContaining('its certificate was made by the server itself'),
      server: 'DEPTH_ZERO_SELF_SIGNED_CERT: for localhost, by localhost, until 2126-10-28',
    });
  }
  expect(asked).toEqual([]);
  trust();
  const server = await serve({ ...options, secure: true, onAuth });
  const result = await check({ port: server.port, security: 'tls', user: 'rye', password: 'secret' });
  expect(named(result, 'encryption')).toMatchObject({ ok: true, text: expect.stringContaining('until 2126-10-28') });
  // The certificate is for localhost and 127.0.0.1, and for no other address of this computer.
  expect((await check({ port: server.port, host: '127.0.0.2', security: 'tls' })).ok).toBe(false);
});

test('a port and an encryption that do not belong together are told', async () => {
  const plain = await serve();
  expect((await check({ port: plain.port, security: 'starttls' })).steps.at(-1)?.text).toContain('it offers no STARTTLS');
  expect((await check({ port: plain.port, security: 'tls' })).steps.at(-1)).toMatchObject({
    text: expect.stringContaining('does not encrypt from the start on this port'),
    advice: expect.stringContaining('choose STARTTLS, or port 465'),
  });
});

test('a sender that the host refuses is told, and so is a server that passes nothing on', async () => {
  const strict = await serve({
    onMailFrom: (from, _session, callback) =>
      callback(from.address === 'me@rye.example' ? null : smtpError(553, '5.7.1 Sender address rejected: not owned by user')),
  });
  const refused = await check({ port: strict.port, sender: 'you@rye.example' });
  expect(refused.ok).toBe(false);
  expect(refused.steps.at(-1)).toMatchObject({ name: 'sender', text: expect.stringContaining('not owned by user') });
  const bounces = await check({ port: strict.port, sender: 'me@rye.example', bounceAddress: 'bounces@rye.example' });
  expect(bounces.steps.at(-1)).toMatchObject({ name: 'bounces', ok: false });
  const closed = await serve({ onRcptTo: (_to, _session, callback) => callback(smtpError(554, '5.7.1 Relay access denied')) });
  const relay = await check({ port: closed.port, sender: 'me@rye.example' });
  expect([relay.ok, relay.steps.at(-1)?.text]).toEqual([false, '127.0.0.1 does not pass mail on: 554 5.7.1 Relay access denied']);
});

test('a sender without a mailbox is a doubt and no failure', async () => {
  const server = await serve({ onRcptTo: (_to, _session, callback) => callback(smtpError(550, '5.1.1 No such user')) });
  const result = await check({ port: server.port, sender: 'noreply@rye.example' });
  expect([result.ok, named(result, 'recipient')?.ok]).toEqual([true, false]);
});
