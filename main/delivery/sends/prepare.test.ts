import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { cancelSend, countByStatus, leftToPrepare, pauseSend, requireSend, resumeSend } from '../delivery.ts';
import { claimNext } from '../ledger/claim.ts';
import { deliveryOn, mailServer, seedSend, smtpTransport, until } from '../testing.ts';
import { prepareSlice } from './prepare.ts';
import { closeIfDone } from './sends.ts';

const MANY = 6_000;

let db: WriteDb;
let close: () => void;
let server: Awaited<ReturnType<typeof mailServer>>;
let transportId: number;
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
  server = await mailServer();
  ({ id: transportId } = smtpTransport(db, { port: server.port, connections: 20 }));
});
afterEach(async () => {
  await server.stop();
  close();
});

const noSuppressions = { isSuppressed: () => false, suppress: () => undefined };
const claim = () => claimNext(db, { transportId, limit: 50, now: Date.now(), suppressions: noSuppressions });
const written = () => db.value<number>(sql`SELECT count(*) FROM messages`);

test('a large audience is frozen at once, and nothing of it leaves before all of its messages are written', () => {
  const { sendId, publicId } = seedSend(db, { count: MANY, transportId });
  expect(written()).toBe(0);
  expect(countByStatus(db, sendId).pending).toBe(MANY);
  expect(requireSend(db, publicId).recipients).toBe(MANY);
  expect(closeIfDone(db, { sendId, now: 1 })).toBe('open');
  let slices = 0;
  while (prepareSlice(db, Date.now())) {
    slices++;
    expect(claim().jobs).toEqual([]);
    expect(leftToPrepare(db, sendId)).toBe(MANY - (written() ?? 0));
    expect(countByStatus(db, sendId).pending).toBe(MANY);
  }
  expect(slices).toBeGreaterThan(1);
  expect(leftToPrepare(db, sendId)).toBeNull();
  expect(claim().jobs).toHaveLength(50);
  expect(db.value(sql`SELECT count(DISTINCT contact_id) FROM messages`)).toBe(MANY);
});

test('who came after the launch gets nothing, and who was deleted since is no recipient any more', () => {
  const { sendId, publicId } = seedSend(db, { count: MANY, transportId });
  prepareSlice(db, Date.now());
  // The new one gets the id that has become free.
  db.run(sql`DELETE FROM contacts WHERE email_key = ${`p${MANY}@example.com`}`);
  db.run(
    sql`INSERT INTO contacts (public_id, email, email_key, created_at, updated_at) VALUES ('new', 'new@x.example', 'new@x.example', ${Date.now() + 1000}, 1)`,
  );
  while (prepareSlice(db, Date.now() + 2000));
  expect(requireSend(db, publicId).recipients).toBe(MANY - 1);
  expect(countByStatus(db, sendId)).toMatchObject({ pending: MANY - 1, skipped: 0 });
  expect(db.value(sql`SELECT count(*) FROM messages WHERE email = 'new@x.example'`)).toBe(0);
});

test('a send that is cancelled while it is prepared accounts for everybody and sends nothing', async () => {
  const { sendId, publicId } = seedSend(db, { count: MANY, transportId });
  prepareSlice(db, Date.now());
  cancelSend(db, { sendId, now: Date.now() });
  const delivery = deliveryOn(db);
  delivery.start();
  await until('all are set aside', () => countByStatus(db, sendId).skipped === MANY);
  await delivery.stop();
  expect(leftToPrepare(db, sendId)).toBeNull();
  expect(requireSend(db, publicId)).toMatchObject({ state: 'cancelled', recipients: MANY });
  expect(db.value(sql`SELECT count(*) FROM messages WHERE reason = 'cancelled'`)).toBe(MANY);
  expect(server.got).toEqual([]);
});

test('a send that is paused while it is prepared stays paused, and goes to everybody once it is resumed', async () => {
  const { sendId, publicId } = seedSend(db, { count: MANY, transportId });
  pauseSend(db, { sendId });
  const first = deliveryOn(db);
  first.start();
  await until('it is begun', () => (written() ?? 0) > 0);
  // The program ends in the middle, and the next one goes on.
  await first.stop();
  const delivery = deliveryOn(db);
  delivery.start();
  await until('all are written', () => leftToPrepare(db, sendId) === null);
  expect(server.got).toEqual([]);
  resumeSend(db, { sendId });
  delivery.wake();
  await until('it is finished', () => requireSend(db, publicId).state === 'finished', 60_000);
  await delivery.stop();
  expect(new Set(server.got.map(({ to }) => to[0])).size).toBe(MANY);
  expect(server.got).toHaveLength(MANY);
}, 60_000);
