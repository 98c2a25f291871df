import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql, type WriteDb } from '../../db/db.ts';
import { countByStatus, requireSend } from '../delivery.ts';
import { chaosProxy } from '../loop/testing-chaos.ts';
import type { Counts } from '../sends/send-state.ts';
import { deliveryOn, mailServer, seedSend, smtpTransport, until } from '../testing.ts';

/** The moments in the life of a message at which a process may end without warning. */
export const killPoints = [
  // claimed, nothing has left
  'claimed',
  // the attempt is on the disk, nothing has left
  'attempting',
  // a part of the message has left
  'first bytes',
  // the server has the whole message and has not answered
  'dot',
  // the answer came and is not on the disk
  'answered',
  // the outcome is on the disk
  'settled',
  // the last outcome and the end of the send, before and after they are on the disk
  'closing',
  'closed',
] as const;
export type KillPoint = (typeof killPoints)[number];

/** What became of everybody in the end. */
export type Account = { lost: number; doubled: number; uncertain: number; accepted: number; arrived: number };

export type Send = { sendId: number; publicId: string };

/** A process that sends from a database file. `reached` when it says that it is at its point. */
export function startSender(file: string, point: string): { reached: Promise<void>; kill: () => Promise<void> } {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash.fixture.ts'), file, point], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    reached: new Promise((resolve) => child.stdout.once('data', () => resolve())),
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

/** Kills a sending process at a point, goes on in this one, and accounts for every recipient. */
export async function killAt(
  db: WriteDb,
  { point, recipients, connections }: { point: KillPoint; recipients: number; connections: number },
): Promise<{ crashed: Counts; account: Account; state: string }> {
  let atDot: () => void = () => undefined;
  const whole = new Promise<void>((resolve) => {
    atDot = resolve;
  });
  const server = await mailServer({
    answer: (_to, nth) => {
      if (point !== 'dot' || nth !== 40) return null;
      atDot();
      return 'hang';
    },
  });
  const proxy = point === 'first bytes' ? await chaosProxy({ to: server.port, at: 'body', harm: 'stall' }) : null;
  const { id: transportId } = smtpTransport(db, { port: proxy?.port ?? server.port, connections });
  const send = seedSend(db, { count: recipients, transportId });
  const { reached, kill } = startSender(db.file, point);
  if (point === 'dot') await whole;
  else if (proxy) await until('a part of a message has left', () => proxy.harmed() > 0);
  else await reached;
  await kill();
  const crashed = countByStatus(db, send.sendId);
  const state = await goOn(db, send);
  await proxy?.stop();
  await server.stop();
  return { crashed, account: accountFor(db, send, server.got), state };
}

/** Sends in this process until nothing is left to send. */
export async function goOn(db: WriteDb, send: Send, timeoutMs = 60_000): Promise<string> {
  const delivery = deliveryOn(db);
  delivery.start();
  const state = () => requireSend(db, send.publicId).state;
  await until('nothing is left to send', () => state() === 'finished' || state() === 'paused', timeoutMs);
  await delivery.stop();
  return state();
}

export function accountFor(db: WriteDb, { sendId }: Send, got: readonly { to: string[] }[]): Account {
  const arrived = new Map<string, number>();
  for (const { to } of got) arrived.set(to[0] ?? '', (arrived.get(to[0] ?? '') ?? 0) + 1);
  const rows = db.all<{ email: string; status: string }>(sql`SELECT email, status FROM messages WHERE send_id = ${sendId}`);
  return {
    // Who is uncertain waits for a person; everybody else must have it.
    lost: rows.filter(({ email, status }) => status !== 'uncertain' && !arrived.has(email)).length,
    doubled: [...arrived.values()].filter((times) => times > 1).length,
    uncertain: rows.filter(({ status }) => status === 'uncertain').length,
    accepted: rows.filter(({ status }) => status === 'accepted').length,
    arrived: arrived.size,
  };
}
