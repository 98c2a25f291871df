import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql, type WriteDb } from '../db/db.ts';
import { workspaceDb } from '../db/testing.ts';
import {
  cancelSend,
  countByStatus,
  type Delivery,
  decide,
  enqueueOne,
  listMessages,
  pauseSend,
  requireSend,
  resumeSend,
} from './delivery.ts';
import { deliveryOn, mailServer, memorySecrets, plainLetters, seedSend, smtpError, smtpTransport, until } from './testing.ts';

let db: WriteDb;
const cleanUp: (() => unknown)[] = [];
const later = <Thing>(thing: Thing, end: (thing: Thing) => unknown): Thing => {
  cleanUp.push(() => end(thing));
  return thing;
};
const serve = async (options?: Parameters<typeof mailServer>[0]) => later(await mailServer(options), (server) => server.stop());
const work = (options?: Parameters<typeof deliveryOn>[1]): Delivery => {
  const delivery = later(deliveryOn(db, options), (running) => running.stop());
  delivery.start();
  return delivery;
};
const stateOf = (publicId: string) => requireSend(db, publicId).state;
const finished = (publicId: string) => until('the send is finished', () => stateOf(publicId) === 'finished');
const paused = (publicId: string) => until('the send is paused', () => stateOf(publicId) === 'paused');

beforeEach(async () => {
  const opened = await workspaceDb();
  db = opened.db;
  cleanUp.push(opened.close);
});
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

test('a send reaches each recipient once and is finished', async () => {
  const server = await serve();
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 4 });
  const done: number[] = [];
  const send = seedSend(db, { count: 300, transportId });
  work({ onFinished: (sendId) => done.push(sendId) });
  await finished(send.publicId);
  expect(server.got.map((mail) => mail.to[0]).sort()).toEqual(
    Array.from({ length: 300 }, (_, i) => `p${i + 1}@example.com`).sort(),
  );
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 300, pending: 0, attempting: 0, uncertain: 0 });
  expect(requireSend(db, send.publicId)).toMatchObject({ recipients: 300, pauseReason: '' });
  expect(requireSend(db, send.publicId).finishedAt).toBeGreaterThan(0);
  expect(server.mostConnections()).toBeLessThanOrEqual(4);
  await until('somebody is told', () => done.length > 0);
  expect(done).toEqual([send.sendId]);
  const ids = server.got.map((mail) => /^Message-ID: (.*)$/m.exec(mail.raw)?.[1]);
  expect(new Set(ids).size).toBe(300);
  expect(listMessages(db, { sendId: send.sendId, offset: 0, limit: 1 }).rows[0]).toMatchObject({
    status: 'accepted',
    code: 250,
    attempts: 1,
  });
});

test('an attempt is on the disk before the server is handed any of it, and never are more attempted than connections open', async () => {
  const seen: { status: string | undefined; attempting: number; open: number }[] = [];
  const server = await serve({
    onData: (stream, session, callback) => {
      const to = session.envelope.rcptTo[0]?.address ?? '';
      stream.once('data', () => {
        const attempting = db.value<number>(sql`SELECT count(*) FROM messages WHERE status = 'attempting'`) ?? 0;
        const status = db.value<string>(sql`SELECT status FROM messages WHERE email = ${to}`);
        seen.push({ status, attempting, open: server.openConnections() });
      });
      stream.on('end', () => callback());
    },
  });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 3 });
  const send = seedSend(db, { count: 60, transportId });
  work();
  await finished(send.publicId);
  expect(seen).toHaveLength(60);
  expect(new Set(seen.map(({ status }) => status))).toEqual(new Set(['attempting']));
  expect(seen.every(({ attempting, open }) => attempting <= open)).toBe(true);
});

test("an address that does not exist is refused and suppressed with the server's words", async () => {
  const server = await serve({
    onRcptTo: ({ address }, _session, callback) =>
      callback(
        address.startsWith('p1@')
          ? smtpError(550, '5.1.1 No such user here')
          : address.startsWith('p2@')
            ? smtpError(554, '5.7.1 Blocked for spam')
            : null,
      ),
    hideENHANCEDSTATUSCODES: true,
  });
  const { id: transportId } = smtpTransport(db, { port: server.port });
  const send = seedSend(db, { count: 3, transportId });
  work();
  await finished(send.publicId);
  const rows = listMessages(db, { sendId: send.sendId, offset: 0, limit: 10 }).rows.sort((a, b) => a.id - b.id);
  expect(rows.map((row) => [row.status, row.reason, row.code])).toEqual([
    ['refused', 'bounced', 550],
    ['refused', 'policy', 554],
    ['accepted', '', 250],
  ]);
  expect(db.all(sql`SELECT email, reason, evidence FROM suppressions`)).toEqual([
    { email: 'p1@example.com', reason: 'bounced', evidence: '550 5.1.1 No such user here' },
  ]);
});

test('who was suppressed or removed after the launch is skipped', async () => {
  const server = await serve();
  const { id: transportId } = smtpTransport(db, { port: server.port });
  const send = seedSend(db, { count: 3, transportId });
  db.run(
    sql`INSERT INTO suppressions (email_key, email, reason, created_at) VALUES ('p1@example.com', 'p1@example.com', 'unsubscribed', 1)`,
  );
  db.run(sql`DELETE FROM contacts WHERE email = 'p2@example.com'`);
  work();
  await finished(send.publicId);
  expect(server.got.map((mail) => mail.to)).toEqual([['p3@example.com']]);
  const rows = listMessages(db, { sendId: send.sendId, status: 'skipped', offset: 0, limit: 10 }).rows;
  expect(rows.map((row) => row.reason).sort()).toEqual(['removed', 'suppressed']);
});

test('a passing refusal is tried again later, and given up at a certain age', async () => {
  let refusals = 0;
  const server = await serve({
    onRcptTo: ({ address }, _session, callback) => {
      if (address.startsWith('p1@') && refusals++ < 2) return callback(smtpError(450, '4.2.0 Greylisted'));
      callback(address.startsWith('p2@') ? smtpError(452, '4.2.2 Mailbox full') : null);
    },
  });
  const { id: transportId } = smtpTransport(db, { port: server.port });
  const send = seedSend(db, { count: 3, transportId });
  work({ timing: { retryMs: [20, 40, 60], giveUpMs: 150 } });
  await finished(send.publicId);
  const rows = listMessages(db, { sendId: send.sendId, offset: 0, limit: 10 }).rows.sort((a, b) => a.id - b.id);
  expect(rows.map((row) => [row.status, row.reason])).toEqual([
    ['accepted', ''],
    ['refused', 'gave-up'],
    ['accepted', ''],
  ]);
  expect(rows[0]?.attempts).toBe(3);
  expect(rows[1]?.reply).toContain('Mailbox full');
});

test('a connection that is lost after the message began to leave makes it uncertain, and it is not sent again', async () => {
  const server = await serve({ answer: (to) => (to.startsWith('p2@') ? 'drop' : null) });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 1 });
  const send = seedSend(db, { count: 4, transportId });
  work();
  await paused(send.publicId);
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 3, uncertain: 1 });
  expect(server.got.filter((mail) => mail.to[0] === 'p2@example.com')).toHaveLength(1);
  expect(requireSend(db, send.publicId)).toMatchObject({ finishedAt: null, pauseReason: expect.stringContaining('one message') });
});

test('a person decides what became of an uncertain message', async () => {
  let drops = 2;
  const server = await serve({ answer: () => (drops-- > 0 ? 'drop' : null) });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 1 });
  const send = seedSend(db, { count: 3, transportId });
  const delivery = work();
  await paused(send.publicId);
  const uncertain = listMessages(db, { sendId: send.sendId, status: 'uncertain', offset: 0, limit: 10 }).rows.map(
    (row) => row.id,
  );
  expect(uncertain).toHaveLength(2);
  const [first = 0, second = 0] = uncertain;
  expect(decide(db, { sendId: send.sendId, messageIds: [first], as: 'resend', now: Date.now() })).toBe(1);
  delivery.wake();
  await until('it is sent again', () => server.got.length === 4);
  await paused(send.publicId);
  expect(decide(db, { sendId: send.sendId, messageIds: [second], as: 'accepted', now: Date.now() })).toBe(1);
  delivery.wake();
  await finished(send.publicId);
  expect(countByStatus(db, send.sendId).accepted).toBe(3);
  const ids = server.got
    .filter((mail) => mail.to[0] === 'p1@example.com')
    .map((mail) => /^Message-ID: (.*)$/m.exec(mail.raw)?.[1]);
  expect(ids).toHaveLength(2);
  expect(ids[0]).toBe(ids[1]);
});

test('a connection that is lost before the message left costs nobody anything', async () => {
  let drops = 2;
  const server = await serve({
    onRcptTo: (_address, session, callback) => {
      if (drops-- <= 0) return callback();
      for (const connection of server.connections()) if (connection.session.id === session.id) connection._socket.destroy();
    },
  });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 1 });
  const send = seedSend(db, { count: 5, transportId });
  work({ timing: { reconnectMs: 10, retryMs: [20] } });
  await finished(send.publicId);
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 5, uncertain: 0 });
  expect(server.got).toHaveLength(5);
});

test('pause holds at once, and resume goes on where it was', async () => {
  const server = await serve();
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 2 });
  const send = seedSend(db, { count: 500, transportId });
  const delivery = work();
  await until('some have left', () => server.got.length > 50);
  pauseSend(db, { sendId: send.sendId });
  expect(countByStatus(db, send.sendId).claimed).toBe(0);
  await until('the air is clear', () => countByStatus(db, send.sendId).attempting === 0);
  const held = server.got.length;
  expect(held).toBeLessThan(500);
  delivery.wake();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(server.got).toHaveLength(held);
  resumeSend(db, { sendId: send.sendId });
  delivery.wake();
  await finished(send.publicId);
  expect(new Set(server.got.map((mail) => mail.to[0])).size).toBe(500);
  expect(server.got).toHaveLength(500);
});

test('cancel sets aside whatever has not left', async () => {
  const server = await serve();
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 2 });
  const send = seedSend(db, { count: 12_000, transportId });
  const delivery = work();
  await until('some have left', () => server.got.length > 20);
  cancelSend(db, { sendId: send.sendId, now: Date.now() });
  delivery.wake();
  await until('all are set aside', () => {
    const counts = countByStatus(db, send.sendId);
    return counts.pending + counts.claimed + counts.attempting === 0;
  });
  const counts = countByStatus(db, send.sendId);
  expect(counts.accepted).toBe(server.got.length);
  expect(counts.accepted + counts.skipped).toBe(12_000);
  expect(stateOf(send.publicId)).toBe('cancelled');
  expect(() => resumeSend(db, { sendId: send.sendId })).toThrow('over');
});

test("a wrong password pauses every send of the account with the server's words", async () => {
  const server = await serve({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: false,
    onAuth: (_auth, _session, callback) => callback(smtpError(535, '5.7.8 Authentication credentials invalid')),
  });
  const secrets = memorySecrets();
  const { id: transportId } = smtpTransport(db, { port: server.port, user: 'rye', password: 'wrong', secrets });
  const send = seedSend(db, { count: 3, transportId });
  work({ secrets });
  await paused(send.publicId);
  expect(requireSend(db, send.publicId).pauseReason).toContain('credentials invalid');
  expect(countByStatus(db, send.sendId)).toMatchObject({ pending: 3, attempting: 0, claimed: 0 });
});

test('a server that offers no login although a user name is set gets nothing', async () => {
  const server = await serve();
  const secrets = memorySecrets();
  const { id: transportId } = smtpTransport(db, { port: server.port, user: 'rye', password: 'secret', secrets });
  const send = seedSend(db, { count: 3, transportId });
  work({ secrets });
  await paused(send.publicId);
  expect(requireSend(db, send.publicId).pauseReason).toContain('offers no login');
  expect(server.got).toEqual([]);
});

test('a refused sender pauses its send and no other', async () => {
  const server = await serve({
    onMailFrom: ({ address }, _session, callback) =>
      callback(address === 'evil@rye.example' ? smtpError(553, '5.7.1 Sender address rejected: not owned by user') : null),
  });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 1 });
  const bad = seedSend(db, { count: 3, transportId });
  const good = seedSend(db, { count: 3, transportId });
  work({
    letters: {
      ...plainLetters,
      forSend: (sendId) => (recipient) => {
        const letter = plainLetters.forSend(sendId)(recipient);
        return sendId === bad.sendId ? { ...letter, from: { name: '', email: 'evil@rye.example' } } : letter;
      },
    },
  });
  await paused(bad.publicId);
  await finished(good.publicId);
  expect(requireSend(db, bad.publicId).pauseReason).toContain('not owned by user');
  expect(countByStatus(db, bad.sendId).pending).toBe(3);
});

test('a server that asks to slow down is given time, and everybody still gets theirs', async () => {
  let asked = 0;
  const server = await serve({
    onMailFrom: (_address, _session, callback) => callback(++asked % 10 === 3 ? smtpError(421, '4.7.0 Too many messages') : null),
  });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 4 });
  const send = seedSend(db, { count: 40, transportId });
  work({ timing: { brakeMs: 10, longestBrakeMs: 20, retryMs: [30] } });
  await finished(send.publicId);
  expect(countByStatus(db, send.sendId).accepted).toBe(40);
  expect(server.got).toHaveLength(40);
});

test('a message that cannot be written holds up its send and says so', async () => {
  const server = await serve();
  const { id: transportId } = smtpTransport(db, { port: server.port });
  const send = seedSend(db, { count: 3, transportId });
  work({
    letters: {
      ...plainLetters,
      forSend: () => () => {
        throw new Error('undefined filter: shout');
      },
    },
  });
  await paused(send.publicId);
  expect(requireSend(db, send.publicId).pauseReason).toContain('undefined filter: shout');
  expect(countByStatus(db, send.sendId).pending).toBe(3);
});

test('a single message is awaited with its outcome', async () => {
  const server = await serve({
    onRcptTo: ({ address }, _session, callback) =>
      callback(address.startsWith('no@') ? smtpError(550, '5.1.1 No such user') : null),
  });
  const { id: transportId } = smtpTransport(db, { port: server.port });
  const delivery = work();
  const one = (email: string) =>
    enqueueOne(db, { transportId, kind: 'test', contactId: null, email, content: 'A test', now: Date.now() });
  const ids = [one('Yes@Example.com'), one('no@example.com')];
  delivery.wake();
  const rows = await delivery.waitFor(ids, 5000);
  expect(rows.map((row) => [row.email, row.status])).toEqual([
    ['Yes@Example.com', 'accepted'],
    ['no@example.com', 'refused'],
  ]);
});

test('a test message to a server that is away is refused at once with the reason', async () => {
  const server = await mailServer();
  await server.stop();
  const { id: transportId } = smtpTransport(db, { port: server.port });
  const delivery = work();
  const id = enqueueOne(db, { transportId, kind: 'test', contactId: null, email: 'a@example.com', content: '', now: Date.now() });
  delivery.wake();
  expect(await delivery.waitFor([id], 5000)).toMatchObject([
    { status: 'refused', reply: expect.stringContaining('nothing answers') },
  ]);
});

test('stopping lets what is in the air come down and leaves the rest resumable', async () => {
  const server = await serve();
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 3 });
  const send = seedSend(db, { count: 400, transportId });
  const delivery = work();
  await until('some have left', () => server.got.length > 30);
  await delivery.stop();
  const counts = countByStatus(db, send.sendId);
  expect(counts).toMatchObject({ claimed: 0, attempting: 0, uncertain: 0, accepted: server.got.length });
  expect(counts.pending).toBeGreaterThan(0);
  work();
  await finished(send.publicId);
  expect(server.got).toHaveLength(400);
});

test('stopping does not wait for ever for a server that does not answer', async () => {
  const server = await serve({ answer: () => 'hang' });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 2 });
  const send = seedSend(db, { count: 5, transportId });
  const delivery = work({ timing: { drainMs: 50 } });
  await until('both are in the air', () => server.got.length === 2);
  await delivery.stop();
  expect(countByStatus(db, send.sendId)).toMatchObject({ uncertain: 2, pending: 3, attempting: 0 });
});

test('two sends share a transport, so the small one does not wait for the large one', async () => {
  const server = await serve();
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 1 });
  const large = seedSend(db, { count: 3000, transportId });
  db.run(sql`DELETE FROM messages WHERE send_id = ${large.sendId} AND id % 2 = 0`);
  const small = seedSend(db, { count: 0, transportId });
  db.run(sql`DELETE FROM messages WHERE send_id = ${small.sendId} AND contact_id > 20`);
  work();
  await finished(small.publicId);
  expect(stateOf(large.publicId)).toBe('sending');
});

test('while the ledger cannot be written nothing leaves, and what came back is written down later', async () => {
  const server = await serve();
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 2 });
  const send = seedSend(db, { count: 100, transportId });
  let full = false;
  let refused = 0;
  const disk: WriteDb = {
    ...db,
    slice: (write) => {
      if (!full) return db.slice(write);
      refused++;
      // Everything is undone at the end, as when the disk is full.
      return db.slice(() => {
        write();
        throw new Error('database or disk is full');
      });
    },
  };
  const delivery = later(deliveryOn(disk, { timing: { ledgerRetryMs: 20 } }), (running) => running.stop());
  delivery.start();
  await until('some have left', () => server.got.length > 20);
  full = true;
  await until('it was tried in vain', () => refused > 3);
  const got = server.got.length;
  await until('it was tried again', () => refused > 5);
  expect(server.got).toHaveLength(got);
  full = false;
  await finished(send.publicId);
  expect(server.got).toHaveLength(100);
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 100, uncertain: 0 });
});
