import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { createContact } from '../contacts/contacts.ts';
import { createBrand } from '../content/content.ts';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import { makeDefault } from '../delivery/delivery.ts';
import { mailServer, smtpTransport, until } from '../delivery/testing.ts';
import { changeListSettings, createList } from '../lists/lists.ts';
import { setPublicAddress } from '../tracking/tracking.ts';
import { askingEverybody } from './testing-asking.ts';

const PEOPLE = 400;
const CONNECTIONS = 3;
const program = fileURLToPath(new URL('./confirmer-kill.fixture.ts', import.meta.url));
const fromSource = new URL('../../scripts/from-source.mjs', import.meta.url).href;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of closing.splice(0).reverse()) await step();
});

/** A process that has read its program and waits to be told to begin, so that nobody waits for that after a kill. */
function prepare(file: string, list: string) {
  const child: ChildProcess = spawn(process.execPath, ['--import', fromSource, program, file, list], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
  };
  closing.push(() => child.exitCode ?? child.signalCode ?? kill());
  return { begin: () => child.stdin?.write('begin\n'), kill };
}

async function bakery(): Promise<{ db: WriteDb; list: string; mail: Awaited<ReturnType<typeof mailServer>> }> {
  const { db, close } = await workspaceDb();
  const mail = await mailServer();
  closing.push(close, mail.stop);
  const now = Date.now();
  makeDefault(db, smtpTransport(db, { port: mail.port, connections: CONNECTIONS }).publicId);
  createBrand(db, { name: 'Hearth', fromName: 'Hearth', fromEmail: 'hello@hearth.example', postalAddress: '1 Mill Lane', now });
  setPublicAddress(db, 'https://mail.hearth.example');
  const { publicId: list } = createList(db, { name: 'News', now });
  changeListSettings(db, { id: list, doubleOptIn: true, now });
  db.transaction(() => {
    for (let nth = 0; nth < PEOPLE; nth++) createContact(db, { email: `p${nth}@x.example`, now });
  });
  return { db, list, mail };
}

it('asks each pending person once, killed while they are put into the list, while mails are written and while they leave', async () => {
  const { db, list, mail } = await bakery();
  const count = (what: string) => db.value<number>({ text: `SELECT count(*) FROM ${what}`, values: [], isSql: true }) ?? 0;
  const moments: { what: string; isSo: (left: number) => boolean }[] = [
    { what: 'some are asked', isSo: () => count('confirmations') > 0 },
    { what: 'some mails are written', isSo: () => count('messages') > 0 },
    { what: 'mails leave', isSo: (left) => mail.got.length > left + 60 },
  ];
  const stopped: number[] = [];
  let next = prepare(db.file, list);
  for (const [nth, { what, isSo }] of moments.entries()) {
    const { begin, kill } = next;
    const left = mail.got.length;
    begin();
    await until(what, () => isSo(left));
    await kill();
    stopped.push(count('confirmations'));
    if (nth + 1 < moments.length) next = prepare(db.file, list);
  }
  // The kills did cut something off.
  expect(stopped[0]).toBeLessThan(PEOPLE);
  expect(count(`messages WHERE status IN ('accepted', 'uncertain')`)).toBeLessThan(PEOPLE);

  const asking = askingEverybody(db, list);
  asking.start();
  closing.push(asking.stop);
  await until('each mail has an outcome', () => count(`messages WHERE status IN ('accepted', 'uncertain')`) === PEOPLE, 30_000);

  expect(count(`memberships WHERE status = 'pending'`)).toBe(PEOPLE);
  expect([count('confirmations'), count('confirmations WHERE message_id IS NOT NULL'), count('messages')]).toEqual([
    PEOPLE,
    PEOPLE,
    PEOPLE,
  ]);
  const times = new Map<string, number>();
  for (const { to } of mail.got) times.set(to[0] ?? '', (times.get(to[0] ?? '') ?? 0) + 1);
  expect([...times.values()].every((one) => one === 1)).toBe(true);
  const uncertain = db.all<{ email: string }>(sql`SELECT email FROM messages WHERE status = 'uncertain'`);
  // Who got none is one of those of whom nobody knows, and these are no more than there were connections at each kill.
  expect(PEOPLE - times.size).toBeLessThanOrEqual(uncertain.length);
  expect(uncertain.length).toBeLessThanOrEqual(CONNECTIONS * moments.length);
  for (const { email } of db.all<{ email: string }>(sql`SELECT email FROM messages WHERE status = 'accepted'`))
    expect(times.get(email)).toBe(1);
}, 60_000);
