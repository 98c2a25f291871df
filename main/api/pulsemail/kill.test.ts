import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../db/testing.ts';

/** More of them on request: KILLS=10 npx vitest run main/api/pulsemail/kill.test.ts */
const KILLS = Number(process.env['KILLS'] ?? 4);
const program = fileURLToPath(new URL('./kill.fixture.ts', import.meta.url));
const fromSource = new URL('../../../scripts/from-source.mjs', import.meta.url).href;

let folder: ReturnType<typeof temporaryFolder>;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  folder.remove();
});

type Server = { port: number; key: string; kill: () => Promise<unknown> };

/** A server that has read its program and waits to be told to open the data, so that nobody waits for that after a kill. */
function prepare(): { open: () => Promise<Server> } {
  const child = spawn(process.execPath, ['--import', fromSource, program, join(folder.folder, 'data')], {
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: join(folder.folder, 'compiled') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    open: async () => {
      child.stdin.write('open\n');
      const facts = z.object({ port: z.number(), key: z.string() }).parse(JSON.parse((await lines.next()).value ?? ''));
      return {
        ...facts,
        kill: async () => {
          child.kill('SIGKILL');
          await ended;
          expect(child.signalCode).toBe('SIGKILL');
        },
      };
    },
  };
}

type Asked = { path: string; body: object; idempotencyKey: string; first: { status: number; body: string } | null };
const toAsk = (path: string, body: object): Asked => ({ path, body, idempotencyKey: randomUUID(), first: null });

let key = '';
async function post({ port }: Server, { path, body, idempotencyKey }: Asked): Promise<{ status: number; body: string }> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.text() };
}
const page = z.object({
  data: z.array(z.object({ name: z.string().optional() })),
  next_cursor: z.string().nullable(),
  total_estimate: z.number(),
});
async function get({ port }: Server, path: string): Promise<z.output<typeof page>> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  return page.parse(await response.json());
}
const idOf = (body: string) => z.object({ id: z.string() }).parse(JSON.parse(body)).id;

const draft = (list: string, name: string) => ({
  list_id: list,
  name,
  subject: 'Fresh bread',
  from: { email: 'anna@bakery.example', name: 'Anna' },
  blocks: [{ kind: 'text', props: { body: 'Hello' } }],
});

it(`does once what is asked again after it was killed, ${KILLS} times at random moments, and answers what it answered`, {
  timeout: 120_000,
}, async () => {
  let next = prepare();
  let server = await next.open();
  key = server.key;
  next = prepare();
  const list = idOf((await post(server, toAsk('/lists', { name: 'News', double_opt_in: false }))).body);
  await post(server, toAsk(`/lists/${list}/subscribers`, { email: 'reader@example.com', consent_source: 'desk' }));
  const toSend: string[] = [];
  for (let at = 0; at < KILLS; at++) toSend.push(idOf((await post(server, toAsk('/campaigns', draft(list, `Send ${at}`)))).body));

  const names: string[] = [];
  let [answered, cutOff] = [0, 0];
  for (let kill = 0; kill < KILLS; kill++) {
    const asked = [
      toAsk(`/campaigns/${toSend[kill]}/send`, {}),
      ...Array.from({ length: 24 }, (_, at) => {
        const name = `${kill}-${at}`;
        names.push(name);
        // Two drafts of one name are possible, so that doing it twice would show.
        return at % 3 === 2
          ? toAsk(`/lists/${list}/subscribers`, { email: `p${name}@example.com`, consent_source: 'desk' })
          : toAsk('/campaigns', draft(list, name));
      }),
    ];
    const waiting = [...asked].sort(() => Math.random() - 0.5);
    const running = server;
    const untilKill = randomInt(waiting.length);
    let done = 0;
    const moment = Promise.withResolvers<void>();
    const lanes = Array.from({ length: 4 }, async () => {
      for (let one = waiting.pop(); one; one = waiting.pop()) {
        one.first = await post(running, one).catch(() => null);
        if (one.first) done += 1;
        else cutOff += 1;
        if (done >= untilKill) moment.resolve();
      }
    });
    await moment.promise;
    await delay(Math.random() * 4);
    await running.kill();
    await Promise.all(lanes);

    server = await next.open();
    next = prepare();
    for (const one of asked) {
      const again = await post(server, one);
      expect([one.path, again.status]).toEqual([one.path, one.path.endsWith('/send') ? 202 : 201]);
      if (one.first) expect([one.path, again]).toEqual([one.path, one.first]);
      if (one.first) answered += 1;
      // And once more, whatever was there before.
      expect(await post(server, one)).toEqual(again);
    }
  }
  // Kills struck in the middle of it: some had their answer, and some had none.
  expect(answered).toBeGreaterThan(0);
  expect(cutOff).toBeGreaterThan(0);

  const drafts: string[] = [];
  for (let cursor = ''; ; ) {
    const { data, next_cursor: after } = await get(server, `/campaigns?limit=200${cursor}`);
    drafts.push(...data.map(({ name = '' }) => name));
    if (after === null) break;
    cursor = `&cursor=${encodeURIComponent(after)}`;
  }
  const wanted = [...names.filter((name) => Number(name.split('-')[1]) % 3 !== 2), ...toSend.map((_, at) => `Send ${at}`)];
  expect(drafts.sort()).toEqual(wanted.sort());
  expect((await get(server, `/lists/${list}/subscribers`)).total_estimate).toBe(1 + names.length - (drafts.length - KILLS));
  expect((await get(server, '/sends?limit=200')).total_estimate).toBe(KILLS);
});
