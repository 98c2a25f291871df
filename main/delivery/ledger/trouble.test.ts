import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { countByStatus, listMessages, requireSend, resumeSend } from '../delivery.ts';
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

async function sending(count: number, options: Parameters<typeof mailServer>[0]) {
  const server = await mailServer({ hideENHANCEDSTATUSCODES: true, ...options });
  cleanUp.push(() => server.stop());
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 1 });
  const send = seedSend(db, { count, transportId });
  const other = seedSend(db, { count: 0, transportId });
  const delivery = deliveryOn(db, { timing: { retryMs: [60_000] } });
  cleanUp.push(() => delivery.stop());
  delivery.start();
  const pausedWith = async () => {
    await until('it is paused', () => requireSend(db, send.publicId).state === 'paused');
    return requireSend(db, send.publicId).pauseReason;
  };
  return { server, send, other, delivery, pausedWith };
}

test.each([
  ['A used-up limit', 452, '4.5.3 You have reached your daily sending limit', 'says that its limit is reached'],
  ['A banned network', 550, '5.7.606 Access denied, banned sending IP [192.0.2.1]', 'refuses mail from here'],
  ['A missing login', 530, '5.7.57 Client was not authenticated to send anonymous mail', 'does not let this account send'],
])(
  "%s that is told before anybody is named pauses every send of the account with the server's words, and nothing is used up",
  async (_what, code, words, said) => {
    const { send, other, pausedWith } = await sending(5, {
      onMailFrom: (_address, _session, callback) => callback(smtpError(code, words)),
    });
    expect(await pausedWith()).toBe(`Test server ${said}: ${code} ${words}`);
    await until('the other is paused as well', () => requireSend(db, other.publicId).state === 'paused');
    expect(countByStatus(db, send.sendId)).toMatchObject({ pending: 5, refused: 0, attempting: 0 });
  },
);

test('what pauses a send again and again with the same message may be about that one: the others pass', async () => {
  const { server, send, delivery, pausedWith } = await sending(4, {
    onRcptTo: ({ address }, _session, callback) =>
      callback(address.startsWith('p2@') ? smtpError(550, '5.4.5 Daily sending limit exceeded') : null),
  });
  for (let resumed = 0; resumed < 2; resumed++) {
    expect(await pausedWith()).toContain('Daily sending limit exceeded');
    resumeSend(db, { sendId: send.sendId });
    delivery.wake();
  }
  await until(
    'the others have it',
    () => new Set(server.got.filter(({ to }) => to[0] !== 'p2@example.com').map(({ to }) => to[0])).size === 3,
  );
  await until('the one is put off', () => countByStatus(db, send.sendId).deferred === 1);
  expect(requireSend(db, send.publicId).state).toBe('sending');
  const [row] = listMessages(db, { sendId: send.sendId, status: 'deferred', offset: 0, limit: 1 }).rows;
  expect(row).toMatchObject({ email: 'p2@example.com', reason: 'quota', attempts: 3 });
});
