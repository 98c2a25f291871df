import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';

/** How the process that owns a data folder is reached. `token` is private to the user: the file is theirs to read only. */
export type Owner = { pid: number; port: number; token: string };

const owner = z.object({ pid: z.number().int(), port: z.number().int(), token: z.string().min(20) });

const files = (dataFolder: string) => ({ lock: join(dataFolder, 'owner.lock'), facts: join(dataFolder, 'owner.json') });

/**
 * Takes the data folder for this process; null if another one has it. The lock is SQLite's own on a file without
 * content: the system drops it when the process ends, however it ends, so it is never stale.
 */
export function takeOwnership(dataFolder: string): { announce: (facts: Omit<Owner, 'pid'>) => void; release: () => void } | null {
  const { lock, facts } = files(dataFolder);
  mkdirSync(dirname(lock), { recursive: true });
  const connection = new Database(lock, { timeout: 0 });
  try {
    connection.pragma('locking_mode = EXCLUSIVE');
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
  rmSync(facts, { force: true });
  return {
    announce: ({ port, token }) => {
      writeFileSync(facts, JSON.stringify({ pid: process.pid, port, token } satisfies Owner), { mode: 0o600 });
      chmodSync(facts, 0o600);
    },
    release: () => {
      rmSync(facts, { force: true });
      connection.close();
    },
  };
}

/** Who owns the data folder now; null if nobody does, or nobody that can be reached yet. */
export function findOwner(dataFolder: string): Owner | null {
  const { facts } = files(dataFolder);
  if (!existsSync(facts)) return null;
  const parsed = owner.safeParse(JSON.parse(readFileSync(facts, 'utf8')));
  return parsed.success ? parsed.data : null;
}
