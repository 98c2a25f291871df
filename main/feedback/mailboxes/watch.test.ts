import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createChanges } from '../../base/changes.ts';
import { silentLogger } from '../../base/logger.ts';
import type { WriteDb } from '../../db/db.ts';
import { workspaceDb } from '../../db/testing.ts';
import { memorySecrets, until } from '../../delivery/testing.ts';
import { createMailboxes, type Mailboxes } from './watchers.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A server that is no mail server, with the times at which somebody connected. */
async function server(onConnect: (socket: Socket) => void): Promise<{ port: number; at: number[] }> {
  const at: number[] = [];
  const sockets = new Set<Socket>();
  const listening = createServer((socket) => {
    at.push(performance.now());
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnect(socket);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    for (const socket of sockets) socket.destroy();
    listening.close();
  });
  return { port: (listening.address() as AddressInfo).port, at };
}

async function mailboxesOn(
  port: number,
  timing: { retryMs: number; askedMs: number },
): Promise<{ db: WriteDb; mailboxes: Mailboxes; id: string }> {
  const { db, close } = await workspaceDb();
  const mailboxes = createMailboxes({
    db,
    clock: Date.now,
    logger: silentLogger,
    changes: createChanges(),
    secrets: memorySecrets(),
    delivery: { wake: () => undefined },
    mailboxTiming: { askMs: 60_000, longestMs: 60_000, ...timing },
  });
  stops.push(close, () => mailboxes.stop());
  const settings = { host: '127.0.0.1', port, security: 'auto' as const, user: 'bounces' };
  const { publicId: id } = mailboxes.create({ address: 'bounces@rye.example', settings, secret: { password: 'x' } });
  mailboxes.start();
  return { db, mailboxes, id };
}

it('tries again after growing pauses where a server hangs up, and says what is wrong', async () => {
  const { port, at } = await server((socket) => socket.destroy());
  const { mailboxes } = await mailboxesOn(port, { retryMs: 20, askedMs: 60_000 });
  await until('five attempts', () => at.length >= 5);
  const pauses = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  for (const [index, least] of [20, 40, 80, 160].entries()) expect(pauses[index]).toBeGreaterThanOrEqual(least - 2);
  expect(mailboxes.all()[0]?.state).toMatchObject({ is: expect.stringMatching(/trouble|connecting/) });
  await until('the words', () => mailboxes.all()[0]?.state.words === '127.0.0.1 closed the connection.');
});

it('does not hammer a server that hangs up only after the login', async () => {
  const { port, at } = await server((socket) => {
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    socket.on('data', (data) => {
      const [tag, command] = data.toString().split(/\s/);
      if (command === 'EXAMINE') socket.destroy();
      else socket.write(`${tag} OK done\r\n`);
    });
  });
  await mailboxesOn(port, { retryMs: 100, askedMs: 60_000 });
  await until('a second attempt', () => at.length >= 2);
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(98);
});

it('waits for a person after a refused login, and tries at once when the settings change', async () => {
  const { port, at } = await server((socket) => {
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    socket.on('data', (data) => {
      const [tag, command] = data.toString().split(/\s/);
      socket.write(
        `${tag} ${command === 'LOGIN' || command === 'AUTHENTICATE' ? 'NO [AUTHENTICATIONFAILED] Wrong password' : 'OK done'}\r\n`,
      );
    });
  });
  const { mailboxes, id } = await mailboxesOn(port, { retryMs: 5, askedMs: 60_000 });
  await until('the words', () => mailboxes.all()[0]?.state.words.includes('was not accepted') === true);
  expect(at).toHaveLength(1);
  const mailbox = mailboxes.all()[0];
  if (!mailbox) throw new Error('the mailbox is gone');
  mailboxes.change(id, { address: mailbox.address, settings: mailbox.settings, secret: { password: 'y' } });
  await until('the next attempt', () => at.length === 2);
  await mailboxes.remove(id);
  expect(mailboxes.all()).toEqual([]);
});

it('tries at once when the network is back', async () => {
  const { port, at } = await server((socket) => socket.destroy());
  const { mailboxes } = await mailboxesOn(port, { retryMs: 60_000, askedMs: 60_000 });
  await until('the pause', () => mailboxes.all()[0]?.state.is === 'trouble');
  mailboxes.wake();
  await until('the next attempt', () => at.length === 2);
});
