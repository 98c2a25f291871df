import type { ParseFile } from '../imports/imports.ts';
import entry from './entry.ts?modulePath';
import { createPool } from './pool.ts';

export type Workers = { parseFile: ParseFile; stop: () => Promise<void> };

/** Two imports at once are as many as one connection can write down. */
const THREADS = 2;
const IDLE_MS = 30_000;

/** The jobs that run off the main thread, as the domains have asked for them. */
export function createWorkers(): Workers {
  const pool = createPool({ entry, threads: THREADS, idleMs: IDLE_MS });
  return {
    parseFile: (job, { signal }) => pool.run('parse-import', job, signal),
    stop: pool.stop,
  };
}
