import type { Logger } from '../base/logger.ts';
import type { WriteDb } from '../db/db.ts';
import checkpointEntry from './checkpoint-entry.ts?modulePath';
import { createCheckpoints } from './checkpoints.ts';
import entry from './entry.ts?modulePath';
import { createPool } from './pool.ts';
import { type Workers, workersOf } from './workers-of.ts';

/** Two imports at once are as many as one connection can write down. */
const THREADS = 2;
/** Two windows may ask at once. */
const QUESTIONS = 2;
const IDLE_MS = 5_000;

/** The jobs that run off the main thread, as the domains have asked for them. */
export const createWorkers = (): Workers =>
  workersOf(createPool({ entry, threads: THREADS, idleMs: IDLE_MS }), createPool({ entry, threads: QUESTIONS, idleMs: IDLE_MS }));

/** Keeps the log of a database short beside other work, until it is stopped: before the database is closed. */
export const keepCheckpoints = (of: { db: WriteDb; logger: Logger }): { stop: () => Promise<void> } =>
  createCheckpoints({ ...of, entry: checkpointEntry });
