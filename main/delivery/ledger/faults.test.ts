import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../base/logger.ts';
import { openWrite, sql, type WriteDb, workspaceMigrations } from '../../db/db.ts';
import { temporaryFolder } from '../../db/testing.ts';
import { countByStatus, type Delivery, listMessages, requireSend } from '../delivery.ts';
import { deliveryOn, mailServer, seedSend, smtpError, smtpTransport, until } from '../testing.ts';

const DAY = 86_400_000;

let db: WriteDb;
let file: string;
const cleanUp: (() => unknown)[] = [];
beforeEach(async () => {
  const { folder, remove } = temporaryFolder();
  file = `${folder}/letterpress.db`;
  db = await openWrite({ file, logger: silentLogger, migrations: workspaceMigrations, create: true });
  cleanUp.push(remove, () => db.close());
});
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function sending(options: {
  count: number;
  serve?: Parameters<typeof mailServer>[0];
  work?: Parameters<typeof deliveryOn>[1];
}) {
  const server = await mailServer(options.serve);
  cleanUp.push(() => server.stop());
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 2 });
  const send = seedSend(db, { count: options.count, transportId });
  const delivery: Delivery = deliveryOn(db, options.work);
  cleanUp.push(() => delivery.stop());
  return { server, send, delivery, state: () => requireSend(db, send.publicId).state };
}
const waiting = (delivery: Delivery, sendId: number) => delivery.pace(sendId).waiting?.words ?? '';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const once = (got: readonly { to: string[] }[]) => new Set(got.map(({ to }) => to[0])).size === got.length;

test('while the disk is full nothing leaves and the reason is told; when there is room again everybody gets it once', async () => {
  const { server, send, delivery, state } = await sending({ count: 150, work: { timing: { ledgerRetryMs: 20 } } });
  // The file may not grow: SQLite says then what it says on a full disk. Each outcome takes a page of it.
  db.run(sql`CREATE TABLE filler (bytes BLOB) STRICT`);
  db.run(sql`CREATE TRIGGER fill AFTER UPDATE OF status ON messages WHEN new.status = 'accepted'
    BEGIN INSERT INTO filler VALUES (randomblob(4000)); END`);
  const limit = (pages: number) => db.value({ text: `PRAGMA max_page_count = ${pages}`, values: [], isSql: true });
  delivery.start();
  await until('some have left', () => server.got.length > 20);
  limit(db.value<number>(sql`PRAGMA page_count`) ?? 0);
  await until('it says that the disk is full', () => waiting(delivery, send.sendId).includes('The disk is full'));
  await pause(100);
  const got = server.got.length;
  await pause(200);
  expect(state()).toBe('sending');
  expect(server.got.length).toBe(got);
  limit(1_000_000);
  await until('it is finished', () => state() === 'finished');
  expect(server.got).toHaveLength(150);
  expect(once(server.got)).toBe(true);
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 150, uncertain: 0 });
});

test('while another program holds the database nothing leaves, and then it goes on', async () => {
  const { server, send, delivery, state } = await sending({ count: 150, work: { timing: { ledgerRetryMs: 20 } } });
  // Long waits for the lock would hold up this test as well as the program.
  db.value(sql`PRAGMA busy_timeout = 20`);
  delivery.start();
  await until('some have left', () => server.got.length > 20);
  const other = new Database(file);
  other.exec('BEGIN IMMEDIATE');
  await until('it says so', () => waiting(delivery, send.sendId).includes('Another program is using the database'));
  // What was in the air lands; after that nothing comes.
  await pause(100);
  const got = server.got.length;
  await pause(200);
  expect(server.got.length).toBe(got);
  expect(state()).toBe('sending');
  other.exec('COMMIT');
  other.close();
  await until('it is finished', () => state() === 'finished');
  expect(server.got).toHaveLength(150);
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 150, uncertain: 0 });
});

test('a clock that jumps a day forth and back while sending gives nobody up and keeps nobody waiting', async () => {
  let ahead = 0;
  let refusals = 0;
  const { server, send, delivery, state } = await sending({
    count: 60,
    serve: {
      onRcptTo: ({ address }, _session, callback) =>
        callback(address.startsWith('p1') && refusals++ < 30 ? smtpError(450, '4.2.0 Greylisted, come back soon') : null),
    },
    work: { clock: () => Date.now() + ahead, timing: { retryMs: [30, 60] } },
  });
  delivery.start();
  await until('some are put off', () => countByStatus(db, send.sendId).deferred > 5);
  ahead = DAY;
  delivery.wake();
  await until('they are tried again', () => refusals > 15);
  ahead = -DAY;
  delivery.wake();
  await until('it is finished', () => state() === 'finished');
  expect(server.got).toHaveLength(60);
  expect(once(server.got)).toBe(true);
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 60, refused: 0, uncertain: 0 });
});

test('what was put off while the clock was wrong does not wait for that time after a restart', async () => {
  const { server, send, delivery, state } = await sending({ count: 3, work: { timing: { retryMs: [30], longestBrakeMs: 50 } } });
  db.run(sql`UPDATE messages SET status = 'deferred', attempts = 1, due_at = ${Date.now() + 30 * DAY}`);
  delivery.start();
  await until('it is finished', () => state() === 'finished');
  expect(server.got).toHaveLength(3);
  expect(countByStatus(db, send.sendId).accepted).toBe(3);
});

test('a message that is put off again and again is given up at the stated age, and the last try comes at that age', async () => {
  const { send, delivery, state } = await sending({
    count: 1,
    serve: { onRcptTo: (_address, _session, callback) => callback(smtpError(450, '4.2.0 Greylisted')) },
    work: { timing: { retryMs: [10, 20, 40, 60_000], giveUpMs: 500, leastTries: 3 } },
  });
  delivery.start();
  await until('it is finished', () => state() === 'finished');
  const [row] = listMessages(db, { sendId: send.sendId, offset: 0, limit: 1 }).rows;
  expect(row).toMatchObject({ status: 'refused', reason: 'gave-up', reply: '450 4.2.0 Greylisted' });
  expect(row?.attempts).toBeGreaterThanOrEqual(4);
});
