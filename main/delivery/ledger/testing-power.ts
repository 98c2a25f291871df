import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { silentLogger } from '../../base/logger.ts';
import { openWrite, sql, type WriteDb, workspaceMigrations } from '../../db/db.ts';
import { temporaryFolder } from '../../db/testing.ts';
import { countByStatus, leftToPrepare, requireSend } from '../delivery.ts';
import { mailServer, seedSend, smtpTransport, until } from '../testing.ts';
import { type Account, accountFor, goOn, type Send } from './testing-kills.ts';

const SECTOR = 512;

type Cut = {
  /** Octets that were written and that the disk had not got; all or a part of them are gone. */
  unsynced: number;
  /** While the messages of the send were still being written down. */
  preparing: boolean;
  /** Messages that may leave without waiting for the disk, as far as the disk knows. */
  told: number;
  uncertain: number;
};

/**
 * Takes the power from a sending process again and again: it is killed, and of what it wrote to the database without waiting
 * for the disk all or a part is thrown away. Then it goes on, and every recipient is accounted for. The mail server is
 * another computer, which keeps what it got.
 */
export async function powerCuts(options: {
  recipients: number;
  connections: number;
  cuts: number;
  /** The first so many come while the audience is written down, or just after. */
  early: number;
  careless?: boolean;
}): Promise<{ account: Account; cuts: Cut[]; state: string }> {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'letterpress.db');
  const server = await mailServer();
  const send = await withDb(file, true, (db) => {
    const { id: transportId } = smtpTransport(db, { port: server.port, connections: options.connections });
    return seedSend(db, { count: options.recipients, transportId });
  });
  const cuts: Cut[] = [];
  let isSending = true;
  while (isSending && cuts.length < options.cuts) {
    const before = await withDb(file, false, (db) => inDoubt(db, send));
    const child = startSender(file, join(folder, 'synced'), options.careless ?? false);
    await child.begun;
    const from = server.got.length;
    if (cuts.length < options.early) await setTimeout(Math.random() * 8);
    else {
      await until('more have arrived', () => server.got.length > from + 20 || server.got.length >= options.recipients, 60_000);
      await setTimeout(Math.random() * 60);
    }
    await child.kill();
    const unsynced = dropUnsynced(file, join(folder, 'synced'));
    await withDb(file, false, (db) => {
      const told = db.value<number>(sql`SELECT count(*) FROM departures`) ?? 0;
      const preparing = leftToPrepare(db, send.sendId) !== null;
      cuts.push({ unsynced, preparing, told, uncertain: inDoubt(db, send) - before });
      isSending = requireSend(db, send.publicId).state === 'sending';
    });
  }
  return withDb(file, false, async (db) => {
    const state = await goOn(db, send, 300_000);
    const account = accountFor(db, send, server.got);
    await server.stop();
    return { account: { ...account, ...missing(db, send, options.recipients, account) }, cuts, state };
  }).finally(remove);
}

/** What is being attempted when the power fails is uncertain from then on. */
function inDoubt(db: WriteDb, { sendId }: Send): number {
  const { attempting, uncertain } = countByStatus(db, sendId);
  return attempting + uncertain;
}

/** Whose message is not even written down is lost as well. */
const missing = (db: WriteDb, { sendId }: Send, recipients: number, { lost }: Account) => ({
  lost: lost + recipients - (db.value<number>(sql`SELECT count(*) FROM messages WHERE send_id = ${sendId}`) ?? 0),
});

/** The database for a moment. When the last connection ends, all that is in its log goes into the file, on the disk. */
async function withDb<Result>(file: string, create: boolean, work: (db: WriteDb) => Result): Promise<Awaited<Result>> {
  const db = await openWrite({ file, logger: silentLogger, migrations: workspaceMigrations, create });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

function startSender(file: string, synced: string, careless: boolean) {
  const args = [join(import.meta.dirname, 'power.fixture.ts'), file, synced, ...(careless ? ['careless'] : [])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    begun: new Promise<void>((resolve) => child.stdout.once('data', () => resolve())),
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

/** What a disk may hold after the power failed: all that was waited for, and of the rest nothing, a part, or a torn part. */
function dropUnsynced(file: string, synced: string): number {
  const log = `${file}-wal`;
  const written = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  const safe = Number(readFileSync(synced, 'utf8').trim() || 0);
  const unsynced = written - safe;
  if (unsynced > 0) {
    const kept = safe + Math.floor(Math.random() < 0.5 ? 0 : Math.random() * unsynced);
    truncateSync(log, kept);
    if (kept - safe > SECTOR && Math.random() < 0.5) {
      const torn = openSync(log, 'r+');
      writeSync(torn, Buffer.alloc(SECTOR), 0, SECTOR, safe + Math.floor(Math.random() * (kept - safe - SECTOR)));
      closeSync(torn);
    }
  }
  // What processes share about the log was in memory only.
  rmSync(`${file}-shm`, { force: true });
  return unsynced;
}
