import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql, type WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { cancelSend, countByStatus, requireSend, retryRefused, transcriptsOf } from '../delivery.ts';
import { deliveryOn, mailServer, seedSend, smtpError, smtpTransport, until } from '../testing.ts';

let db: WriteDb;
const cleanUp: (() => unknown)[] = [];
beforeEach(async () => {
  const opened = await workspaceDb();
  db = opened.db;
  cleanUp.push(opened.close);
});
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

const answers: Record<string, Error> = {
  p1: smtpError(550, '5.1.1 User unknown'),
  p2: smtpError(552, '5.2.2 Mailbox full'),
  p3: smtpError(554, '5.7.1 Your address is listed by dnsbl.example'),
  p4: smtpError(554, '5.7.1 Your address is listed by dnsbl.example'),
};

/** A send of which four of six are refused, each for a reason of its own, and which is over. */
async function refusedSend() {
  let refuses = true;
  const server = await mailServer({
    hideENHANCEDSTATUSCODES: true,
    onRcptTo: ({ address }, _session, callback) => callback(refuses ? (answers[address.split('@')[0] ?? ''] ?? null) : null),
  });
  cleanUp.push(() => server.stop());
  const { id: transportId } = smtpTransport(db, { port: server.port });
  const send = seedSend(db, { count: 6, transportId });
  const delivery = deliveryOn(db);
  cleanUp.push(() => delivery.stop());
  delivery.start();
  const finished = () => until('it is finished', () => requireSend(db, send.publicId).state === 'finished');
  await finished();
  refuses = false;
  const suppressed = new Set(['p4@example.com']);
  const retry = () =>
    retryRefused(db, { sendId: send.sendId, after: 0, suppressions: { isSuppressed: (key) => suppressed.has(key) } });
  return { server, delivery, send, finished, retry };
}

test('what was refused for a passing reason is sent again, but to no address that does not exist or is suppressed', async () => {
  const { server, delivery, send, finished, retry } = await refusedSend();
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 2, refused: 4 });
  expect(retry()).toEqual({ retried: 2, after: null });
  expect(requireSend(db, send.publicId)).toMatchObject({ state: 'sending', finishedAt: null });
  delivery.wake();
  await finished();
  expect(server.got.map(({ to }) => to[0]).sort()).toEqual([2, 3, 5, 6].map((nth) => `p${nth}@example.com`));
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 4, refused: 2 });
  expect(retry()).toEqual({ retried: 0, after: null });
  expect(requireSend(db, send.publicId).state).toBe('finished');
});

test('nothing of a cancelled send is tried again', async () => {
  const { send, retry } = await refusedSend();
  db.run(sql`UPDATE sends SET state = 'sending'`);
  cancelSend(db, { sendId: send.sendId, now: Date.now() });
  expect(retry).toThrow('cancelled');
});

test('what was said with the server is kept of an attempt that went wrong, and of no other', async () => {
  const { send } = await refusedSend();
  const idOf = (email: string) =>
    db.value<number>(sql`SELECT id FROM messages WHERE send_id = ${send.sendId} AND email = ${email}`);
  const [transcript, ...others] = transcriptsOf(db, idOf('p2@example.com') ?? 0);
  expect(others).toEqual([]);
  expect(transcript?.lines[0]).toMatch(/^C: MAIL FROM:<hello@rye.example>/);
  expect(transcript?.lines).toContain('C: RCPT TO:<p2@example.com>');
  expect(transcript?.lines).toContain('S: 552 5.2.2 Mailbox full');
  expect(transcript?.lines.join()).not.toContain('Hello');
  expect(transcriptsOf(db, idOf('p5@example.com') ?? 0)).toEqual([]);
});

test('the transcript of a lost answer says that the message was handed over, and nothing of it', async () => {
  const server = await mailServer({ answer: () => 'drop' });
  cleanUp.push(() => server.stop());
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 1 });
  const send = seedSend(db, { count: 1, transportId });
  const delivery = deliveryOn(db);
  cleanUp.push(() => delivery.stop());
  delivery.start();
  await until('it is uncertain', () => countByStatus(db, send.sendId).uncertain === 1);
  const lines = transcriptsOf(db, 1)[0]?.lines ?? [];
  expect(lines.at(-1)).toMatch(/^C: \(the message, \d+ bytes\)$/);
});
