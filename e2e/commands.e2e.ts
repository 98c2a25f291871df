import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { WebSocket } from 'ws';
import { ask, cli, dataFolder, quit, serve } from './support/app.ts';
import { draftFor, plume, plumeKey } from './support/plume.ts';

const root = join(import.meta.dirname, '..');
let folder: string;
let remove: () => void;
test.beforeEach(() => {
  ({ folder, remove } = dataFolder());
});
test.afterEach(() => remove());

const csv = () => {
  const file = join(folder, 'people.csv');
  writeFileSync(file, 'email,name\nada@example.com,Ada Byron\ngrace@example.com,Grace Hopper\nnot an address,X\n');
  return file;
};

test('npm run serve prints one line of JSON, answers, and ends with 0 when it is told to', async () => {
  const child = spawn(
    'npm',
    ['run', 'serve', '--', '--data', folder, '--port', '0', '--public-port', '0', '--no-open', '--json'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' },
  );
  let out = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  await expect.poll(() => out, { timeout: 60_000 }).toContain('\n');
  const facts = JSON.parse(out) as { ready: boolean; url: string; publicUrl: string; pid: number };
  expect(facts).toEqual({
    ready: true,
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//),
    publicUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    pid: expect.any(Number),
  });
  expect(await (await fetch(new URL('/health', facts.url))).text()).toBe('ok');
  const exit = once(child, 'exit');
  process.kill(facts.pid, 'SIGTERM');
  expect(await exit).toEqual([0, null]);
  expect(out.trim().split('\n')).toHaveLength(1);
});

for (const running of [false, true]) {
  test(`every command does its work ${running ? 'through the app that runs' : 'by itself where no app runs'}`, async () => {
    const app = running ? await serve(folder) : null;
    const { id, key } = await ask<{ id: string; key: string }>(folder, 'keys', 'create', '--dialect', 'plume');
    expect(key).toMatch(/^plume_/);
    expect(await ask<unknown[]>(folder, 'keys', 'list')).toEqual([expect.objectContaining({ id, dialect: 'plume' })]);
    expect(await ask(folder, 'transport', 'inbox')).toEqual({ id: expect.any(String), kind: 'inbox' });
    const imported = await ask<{ ms: number }>(folder, 'import', csv(), '--list', 'New people', '--consent', 'They asked');
    expect(imported).toEqual({
      ...{ rows: 3, imported: 2, updated: 0, unchanged: 0, rejected: 1 },
      ...{ corrected: 0, roles: 0, ms: expect.any(Number) },
    });
    expect(await ask(folder, 'doctor')).toEqual({ ok: true, problems: [] });

    const server = app ?? (await serve(folder));
    const { campaignId } = await draftFor(plume(new URL(server.url).origin, key), 'New people');
    expect(await ask(folder, 'report', campaignId)).toMatchObject({ status: 'draft', recipients: 0 });
    const refused = await cli(folder, 'send', campaignId);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.error)).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    const backup = join(folder, 'backup.letterpress');
    expect(await ask(folder, 'backup', backup)).toEqual({ file: backup, bytes: statSync(backup).size });
    const restored = await ask<{ id: string }>(folder, 'restore', backup);
    expect(await ask(folder, 'report', campaignId, '--workspace', restored.id)).toMatchObject({ status: 'draft' });
    await quit(server);
  });
}

test('wrong usage says so with exit code 2 and touches nothing', async () => {
  for (const words of [
    ['frobnicate'],
    ['keys', 'create'],
    ['keys', 'create', '--dialect', 'klingon'],
    ['transport', 'smtp', '--host', 'x'],
    ['import'],
    ['send', '../../etc/passwd'],
  ]) {
    const { code, out, error } = await cli(folder, ...words);
    expect({ words, code, out }).toEqual({ words, code: 2, out: '' });
    expect(JSON.parse(error)).toMatchObject({ code: 'usage' });
  }
  expect(existsSync(join(folder, 'registry.db'))).toBe(false);
});

test('a second app on the same data hands over to the first', async () => {
  const first = await serve(folder);
  const second = await serve(folder);
  expect(second.pid).toBe(first.pid);
  expect(second.url).toBe(first.url);
  await quit(first);
});

test('a window needs the key and our own origin, a socket too', async ({ request }) => {
  const app = await serve(folder);
  const { origin, host } = new URL(app.url);
  expect((await request.get(origin)).status()).toBe(401);
  expect((await request.get(`${origin}/?key=wrong`)).status()).toBe(401);
  const opened = await request.get(app.url, { maxRedirects: 0 });
  const cookie = (opened.headers()['set-cookie'] ?? '').split(';')[0] ?? '';
  expect(opened.headers()['set-cookie']).toMatch(/HttpOnly; SameSite=Strict/);
  const connect = (headers: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`ws://${host}/rpc`, { headers });
      socket.once('open', () => {
        socket.close();
        resolve('open');
      });
      socket.once('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
      socket.once('error', () => resolve('error'));
    });
  expect(await connect({ origin, cookie })).toBe('open');
  expect(await connect({ origin })).toBe('401');
  expect(await connect({ origin: 'https://evil.example', cookie })).toBe('403');
  expect(await connect({ cookie })).toBe('403');
  const upload = (headers: Record<string, string>) =>
    fetch(`${origin}/app/uploads?name=a.csv`, {
      method: 'POST',
      body: 'email',
      headers: { 'content-type': 'application/octet-stream', ...headers },
    });
  expect((await upload({ cookie, origin: 'https://evil.example' })).status).toBe(403);
  expect((await upload({ cookie, origin })).status).toBe(200);
  expect(
    (
      await fetch(`${origin}/app/command`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"order":{"name":"doctor","input":{}}}',
      })
    ).status,
  ).toBe(401);
  await quit(app);
});

test('keys and data survive a restart', async () => {
  const key = await plumeKey(folder);
  for (let start = 0; start < 2; start++) {
    const app = await serve(folder);
    const lists = await plume(new URL(app.url).origin, key)<{ name: string }[]>('lists');
    expect(lists.map((list) => list.name).sort()).toEqual(['Newsletter', 'Regulars']);
    await quit(app);
  }
});
