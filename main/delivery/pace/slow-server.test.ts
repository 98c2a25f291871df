import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { countByStatus, type Delivery, requireSend } from '../delivery.ts';
import { deliveryOn, mailServer, seedSend, smtpError, smtpTransport, until } from '../testing.ts';
import { slidingWindow } from './testing-slow-server.ts';

let db: WriteDb;
let close: () => void;
let undo: (() => Promise<void>)[] = [];
beforeEach(async () => {
  ({ db, close } = await workspaceDb());
});
afterEach(async () => {
  for (const one of undo.reverse()) await one();
  undo = [];
  close();
});

async function serve(options: Parameters<typeof mailServer>[0] = {}) {
  const server = await mailServer(options);
  undo.push(server.stop);
  return server;
}

function work(options: Parameters<typeof deliveryOn>[1] = {}): Delivery {
  const delivery = deliveryOn(db, options);
  undo.push(() => delivery.stop());
  delivery.start();
  return delivery;
}

function passOn(socket: Socket, port: number): Socket {
  const onward = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.setNoDelay(true);
  for (const end of [socket, onward]) end.on('error', () => undefined);
  socket.pipe(onward).pipe(socket);
  return onward;
}

/** Pauses as short as the windows of these servers. */
const timing = { brakeMs: 100, longestBrakeMs: 400, retryMs: [100] };

test('a server that answers 421 above so many a second gets that many, and everybody gets theirs', async () => {
  const takes = slidingWindow(20, 1_000);
  let complaints = 0;
  const server = await serve({
    onMailFrom: (_address, _session, callback) => {
      if (takes(Date.now())) return callback();
      complaints++;
      callback(smtpError(421, '4.7.0 Try again later, closing connection'));
    },
  });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 4 });
  const send = seedSend(db, { count: 80, transportId });
  const delivery = work({ timing });
  await until('it is slowed down', () => delivery.health(transportId).state === 'slowed');
  expect(delivery.health(transportId).words).toMatch(/The server asked .*421 4\.7\.0 Try again later/);
  await until('all have left', () => requireSend(db, send.publicId).state === 'finished');
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 80, refused: 0 });
  expect(server.got).toHaveLength(80);
  expect(complaints).toBeLessThanOrEqual(20);
});

test('a server that takes only so many connections gets no more, and is not asked again at once', async () => {
  const open = new Set<string>();
  let asked = 0;
  const server = await serve({
    onConnect: ({ id }, callback) => {
      asked++;
      if (open.size >= 3) return callback(smtpError(421, '4.7.0 Too many connections from your address'));
      open.add(id);
      callback();
    },
    // Told of those that were refused, too.
    onClose: ({ id }) => void open.delete(id),
    answer: () => null,
    onMailFrom: (_address, _session, callback) => void setTimeout(callback, 5),
  });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 10 });
  const send = seedSend(db, { count: 400, transportId });
  const delivery = work();
  await until('as many as may be are open', () => delivery.health(transportId).connections === 3);
  await until('all have left', () => requireSend(db, send.publicId).state === 'finished');
  expect(countByStatus(db, send.sendId).accepted).toBe(400);
  // Each of the ten that are configured once, and no more for the next ten seconds.
  expect(asked).toBeLessThanOrEqual(10);
});

test('a server that lets connections hang beyond so many works on with those', async () => {
  const mail = await serve();
  const sockets = new Set<Socket>();
  let through = 0;
  // As Postfix does when it has no process left: it is connected, and nobody says a word.
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (++through <= 2) sockets.add(passOn(socket, mail.port));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { id: transportId } = smtpTransport(db, { port: (server.address() as AddressInfo).port, connections: 10 });
  const send = seedSend(db, { count: 300, transportId });
  work();
  await until('all have left', () => requireSend(db, send.publicId).state === 'finished');
  expect(countByStatus(db, send.sendId).accepted).toBe(300);
});

test('a server that turns all away for a while is asked one message at a time, and then gets all again', async () => {
  let away = false;
  let turnedAway = 0;
  const server = await serve({
    onRcptTo: (_address, _session, callback) => {
      if (!away) return callback();
      turnedAway++;
      callback(smtpError(451, '4.7.1 Temporarily throttled, too many messages'));
    },
  });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 5 });
  const send = seedSend(db, { count: 200, transportId });
  const delivery = work({ timing: { ...timing, brakeMs: 50 } });
  await until('some have left', () => server.got.length > 80);
  away = true;
  await until('it was asked a few times', () => turnedAway > 0 && countByStatus(db, send.sendId).attempting === 0);
  const atOnce = turnedAway;
  const began = Date.now();
  await until('it was asked again', () => turnedAway >= atOnce + 3);
  // Pauses of 50, 100 and 200 ms, and one message after each.
  expect(Date.now() - began).toBeGreaterThan(200);
  expect(atOnce).toBeLessThanOrEqual(6);
  expect(delivery.health(transportId)).toMatchObject({
    state: 'slowed',
    words: expect.stringContaining('4.7.1 Temporarily throttled'),
  });
  away = false;
  await until('all have left', () => requireSend(db, send.publicId).state === 'finished');
  expect(countByStatus(db, send.sendId)).toMatchObject({ accepted: 200, refused: 0 });
  await until('it is well again', () => delivery.health(transportId).state === 'idle');
});

test('a connection that has carried as many as the server lets it is replaced, at no cost', async () => {
  const carried = new Map<string, number>();
  const server = await serve({
    onMailFrom: (_address, session, callback) => {
      const count = (carried.get(session.id) ?? 0) + 1;
      carried.set(session.id, count);
      callback(count > 10 ? smtpError(421, '4.7.0 Too many messages in this connection') : null);
    },
  });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 2 });
  const send = seedSend(db, { count: 100, transportId });
  const delivery = work();
  const began = Date.now();
  await until('all have left', () => requireSend(db, send.publicId).state === 'finished');
  expect(countByStatus(db, send.sendId).accepted).toBe(100);
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(delivery.health(transportId).state).toBe('idle');
});

test('a server that is away is tried again for as long as it takes, and its account says so', async () => {
  const gone = await mailServer();
  await gone.stop();
  const { id: transportId } = smtpTransport(db, { port: gone.port });
  const send = seedSend(db, { count: 3, transportId });
  const delivery = work({ timing: { reconnectMs: 20, longestReconnectMs: 100 } });
  await until('it says so', () => delivery.health(transportId).state === 'waiting');
  expect(delivery.health(transportId)).toMatchObject({ words: expect.stringContaining('nothing answers there'), connections: 0 });
  expect(delivery.health(transportId).retryAt).not.toBeNull();
  expect(requireSend(db, send.publicId).state).toBe('sending');
  const back = await serve({ answer: () => null });
  // The same port again, as after a restart of the server.
  const relay = createServer((socket) => void passOn(socket, back.port));
  await new Promise<void>((resolve) => relay.listen(gone.port, '127.0.0.1', resolve));
  undo.push(async () => void relay.close());
  await until('all have left', () => requireSend(db, send.publicId).state === 'finished');
  expect(delivery.health(transportId)).toMatchObject({ state: 'idle', words: '' });
});

test('an account whose password is wrong is held until a person changes it', async () => {
  const server = await serve({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: false,
    onAuth: (_auth, _session, callback) => callback(smtpError(535, '5.7.8 Authentication credentials invalid')),
  });
  const { id: transportId } = smtpTransport(db, { port: server.port, user: 'rye', password: 'wrong' });
  const send = seedSend(db, { count: 3, transportId });
  const delivery = work({
    secrets: { get: () => 'wrong', set: () => undefined, remove: () => undefined },
  });
  await until('it is paused', () => requireSend(db, send.publicId).state === 'paused');
  expect(delivery.health(transportId)).toMatchObject({ state: 'held', words: expect.stringContaining('credentials invalid') });
});

test('connections open one after another, as many as there may be, and are closed when there is nothing to send', async () => {
  const server = await serve({ onMailFrom: (_address, _session, callback) => void setTimeout(callback, 20) });
  const { id: transportId } = smtpTransport(db, { port: server.port, connections: 6 });
  const send = seedSend(db, { count: 300, transportId });
  const delivery = work({ timing: { idleMs: 50 } });
  await until('the first is there', () => server.openConnections() > 0);
  expect(server.openConnections()).toBe(1);
  await until('all of them are open', () => server.openConnections() === 6);
  await until('all have left', () => requireSend(db, send.publicId).state === 'finished');
  expect(server.mostConnections()).toBe(6);
  await until('they are closed', () => server.openConnections() === 0);
  expect(delivery.health(transportId)).toMatchObject({ state: 'idle', connections: 0 });
});
