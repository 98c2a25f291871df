// What the local server answers in a second: a subscriber added and a page of them read in the PulseMail dialect, at a million
// contacts. The reference is a bare Fastify in another process that does one insert, or one select by an index, for the same
// request, with the same promise to the disk; the two take turns. Then how long a page takes while a campaign is being sent.
// `npm run bench -- api --workspace FOLDER` copies a folder that make-workspace has made; without it one is made.
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { cursorOf, openClient, request } from './api-client.ts';
import type { Asked, Ready, Used } from './api-server.ts';
import { makeWorkspace } from './make-workspace.ts';
import { startSink } from './send-sink.ts';

const { values } = parseArgs({
  options: {
    workspace: { type: 'string' },
    contacts: { type: 'string', default: '1000000' },
    events: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '8' },
    reads: { type: 'string', default: '1500' },
    /** Works in the folder itself, which is changed, instead of in a copy. */
    here: { type: 'boolean', default: false },
    only: { type: 'string', default: 'post,get,sending' },
    profile: { type: 'boolean', default: false },
  },
});
const [rounds, seconds, connections] = [Number(values.rounds), Number(values.seconds), Number(values.connections)];

type Kind = 'ours' | 'bare';
type Running = { kind: Kind; child: ChildProcess; base: string } & Ready;

async function start(kind: Kind, folder: string, sinkPort: number): Promise<Running> {
  const fromSource = ['--import', join(import.meta.dirname, '../scripts/from-source.mjs')];
  const profile = values.profile && kind === 'ours' ? ['--cpu-prof', '--cpu-prof-dir=/tmp'] : [];
  const execArgv = [...fromSource, '--max-semi-space-size=16', ...profile];
  const child = fork(join(import.meta.dirname, 'api-server.ts'), [kind, folder, String(sinkPort)], { execArgv });
  const [ready] = (await Promise.race([once(child, 'message'), ended(child)])) as [Ready];
  return { kind, child, base: kind === 'ours' ? '/pulsemail/api/v1' : '', ...ready };
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`a server ended with ${code}`);
}

async function tell<Told>({ child }: Running, asked: Asked): Promise<Told> {
  child.send(asked);
  return (await once(child, 'message'))[0] as Told;
}

/** After the start a large workspace makes ready for a while what the screens ask for. */
async function atRest(server: Running): Promise<void> {
  for (let [before, now] = [0, Number.POSITIVE_INFINITY]; now - before > 100; ) {
    before = (await tell<Used>(server, 'cpu')).allMs;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    now = (await tell<Used>(server, 'cpu')).allMs;
  }
}

let people = 0;
const post = ({ base, port, key, listId }: Running): string =>
  request({
    method: 'POST',
    path: `${base}/lists/${listId}/subscribers`,
    port,
    key,
    headers: { 'idempotency-key': randomUUID() },
    body: {
      email: `bench-${process.pid}-${++people}@example.com`,
      fields: { first_name: 'Anna' },
      tags: ['vip'],
      consent_source: 'checkout-form',
    },
  });
const get = ({ base, port, key, listId }: Running, cursor: string | null): string =>
  request({
    method: 'GET',
    path: `${base}/lists/${listId}/subscribers${cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
    port,
    key,
  });

type Round = { perSecond: number; cpuMs: number; bytes: number };

/** Seconds until code and pages of the file are as quick as they get. */
const WARMING = 10;

/** All connections ask one thing after the other for so long; each that reads walks from page to page. */
async function round(server: Running, what: 'post' | 'get', forSeconds = seconds): Promise<Round> {
  const clients = await Promise.all(Array.from({ length: connections }, () => openClient(server.port)));
  const before = await tell<Used>(server, 'cpu');
  const begun = performance.now();
  let [asked, bytes] = [0, 0];
  await Promise.all(
    clients.map(async ({ ask }) => {
      let cursor: string | null = null;
      while (performance.now() - begun < forSeconds * 1000) {
        const { status, body } = await ask(what === 'post' ? post(server) : get(server, cursor));
        if (status >= 300) throw new Error(`${server.kind} answered ${status}: ${body}`);
        if (what === 'get') cursor = cursorOf(body);
        asked += 1;
        bytes += body.length;
      }
    }),
  );
  const ms = performance.now() - begun;
  const after = await tell<Used>(server, 'cpu');
  for (const { close } of clients) close();
  return { perSecond: (1000 * asked) / ms, cpuMs: (after.cpuMs - before.cpuMs) / asked, bytes: bytes / asked };
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function compare(what: 'post' | 'get', ours: Running, bare: Running): Promise<void> {
  const results: Record<Kind, Round[]> = { ours: [], bare: [] };
  // Not counted.
  for (const server of [ours, bare]) await round(server, what, WARMING);
  for (let at = 0; at < rounds; at++)
    for (const server of at % 2 ? [bare, ours] : [ours, bare]) results[server.kind].push(await round(server, what));
  const of = (kind: Kind) => ({
    'a second': Math.round(median(results[kind].map(({ perSecond }) => perSecond))),
    'main thread, ms each': Number(median(results[kind].map(({ cpuMs }) => cpuMs)).toFixed(3)),
    'bytes each': Math.round(median(results[kind].map(({ bytes }) => bytes))),
  });
  const ratios = results.ours.map(({ perSecond }, at) => perSecond / (results.bare[at]?.perSecond ?? 1));
  console.log(what === 'post' ? 'POST /lists/:id/subscribers' : 'GET /lists/:id/subscribers, 50 a page');
  console.table({ ours: of('ours'), bare: of('bare') });
  console.log(`ours ÷ bare ${median(ratios).toFixed(2)} (${ratios.map((one) => one.toFixed(2)).join(', ')}), wanted ≥ 0.70\n`);
}

/** One page after the other, 50 a second, as somebody who works with the data: how long each takes. */
async function reading(server: Running, count: number): Promise<{ p50: number; p95: number; longest: number }> {
  const client = await openClient(server.port);
  const times: number[] = [];
  let cursor: string | null = null;
  for (let at = 0; at < count; at++) {
    const begun = performance.now();
    const { body } = await client.ask(get(server, cursor));
    const ms = performance.now() - begun;
    times.push(ms);
    cursor = cursorOf(body);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 20 - ms)));
  }
  client.close();
  times.sort((a, b) => a - b);
  const part = (share: number) => Number((times[Math.floor(share * (count - 1))] ?? 0).toFixed(1));
  return { p50: part(0.5), p95: part(0.95), longest: part(1) };
}

async function whileSending(ours: Running): Promise<void> {
  const quiet = await reading(ours, 300);
  await tell(ours, 'send');
  const sending = await reading(ours, Number(values.reads));
  console.log('A page, milliseconds');
  console.table({ 'nothing is sent': quiet, 'a campaign is being sent': sending });
  console.log('wanted: p95 ≤ 10 ms while a campaign is being sent');
}

/** As many rows as there are contacts, with the members that an answer of ours has. */
function makeBare(folder: string, workspaceDb: string): void {
  const db = new Database(join(folder, 'bare.db'));
  db.pragma('synchronous = OFF');
  db.exec(`CREATE TABLE subscribers (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, status TEXT NOT NULL, first_name TEXT,
    tags TEXT, fields TEXT, consent_source TEXT, consent_at TEXT, created_at TEXT, updated_at TEXT) STRICT`);
  db.prepare('ATTACH ? AS ours').run(workspaceDb);
  db.exec(`INSERT INTO subscribers SELECT id, email_key, 'subscribed', first_name, '["vip","customer"]', fields, 'checkout-form',
    '2026-05-04T10:21:43Z', '2026-05-04T10:21:43Z', '2026-05-04T10:21:43Z' FROM ours.contacts ORDER BY email_key`);
  db.close();
}

const isOwn = values.here && values.workspace !== undefined;
const folder = isOwn && values.workspace ? values.workspace : mkdtempSync(join(tmpdir(), 'letterpress-api-'));
const sink = await startSink();
try {
  if (isOwn) rmSync(join(folder, 'bare.db'), { force: true });
  else if (values.workspace) cpSync(values.workspace, folder, { recursive: true });
  else await makeWorkspace({ folder, contacts: Number(values.contacts), events: Number(values.events) });
  makeBare(folder, join(folder, 'workspaces', readdirSync(join(folder, 'workspaces'))[0] ?? '', 'letterpress.db'));
  const [ours, bare] = await Promise.all([start('ours', folder, sink.port), start('bare', folder, 0)]);
  for (const server of [ours, bare]) await atRest(server);
  const isAsked = (what: string) => values.only.split(',').includes(what);
  if (isAsked('post')) await compare('post', ours, bare);
  if (isAsked('get')) {
    await compare('get', ours, bare);
    console.log('The same, and the reference selects from our tables what stands in them of a person');
    await compare('get', ours, { ...bare, base: '/joined' });
    console.log('The same, and the reference selects all that the documented page says');
    await compare('get', ours, { ...bare, base: '/whole' });
  }
  if (isAsked('sending')) await whileSending(ours);
  for (const { child } of [ours, bare]) {
    child.send('stop' satisfies Asked);
    await once(child, 'exit');
  }
} finally {
  await sink.stop();
  if (!isOwn) rmSync(folder, { recursive: true, force: true });
}
