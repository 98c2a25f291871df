import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { changeTransport, createMarks, listMessages, requireSend } from '../delivery.ts';
import { deliveryOn, mailServer, memorySecrets, seedSend, smtpTransport, until } from '../testing.ts';

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

type Asked = { from: string; args: Record<string, unknown> };

/** Sends to three people; what the server was told of each message before its body. */
async function sendThree(bounceAddress: string) {
  const secrets = memorySecrets();
  const asked: Asked[] = [];
  const server = await mailServer({
    hideDSN: false,
    onMailFrom: (address, _session, callback) => {
      asked.push({ from: address.address, args: address.args as Record<string, unknown> });
      callback();
    },
  });
  cleanUp.push(server.stop);
  const { id: transportId, publicId } = smtpTransport(db, { port: server.port, connections: 1 });
  changeTransport(db, { change: { publicId, bounceAddress, secret: '' }, secrets, now: Date.now() });
  const send = seedSend(db, { count: 3, transportId });
  const delivery = deliveryOn(db, { secrets });
  cleanUp.push(() => delivery.stop());
  delivery.start();
  await until('the send is finished', () => requireSend(db, send.publicId).state === 'finished');
  const ids = listMessages(db, { sendId: send.sendId, offset: 0, limit: 10 }).rows.map((row) => row.id);
  return { asked, ids, marks: createMarks(secrets), raws: server.got.map((mail) => mail.raw) };
}

test('each message has a return path of its own where the account has an address for bounces', async () => {
  const { asked, ids, marks, raws } = await sendThree('bounces@hearth.example');
  expect(asked.every(({ from }) => /^bounces\+[0-9a-z]+-[0-9a-f]{20}@hearth\.example$/.test(from))).toBe(true);
  expect(asked.map(({ from }) => marks.readReturnPath(from)).sort()).toEqual([...ids].sort());
  expect(raws.every((raw) => /^From: "Rye" <hello@rye\.example>\r?$/m.test(raw))).toBe(true);
});

test('without such an address bounces come back to the sender, and name the message by its mark', async () => {
  const { asked, ids, marks } = await sendThree('');
  expect(asked.map(({ from }) => from)).toEqual(Array(3).fill('hello@rye.example'));
  expect(asked.map(({ args }) => marks.readMark(String(args.ENVID))).sort()).toEqual([...ids].sort());
});
