import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Logger } from '../base/logger.ts';
import type { WriteDb } from '../db/db.ts';

export type ToCheckpoint = 'checkpoint' | 'close';
/** `pages`: how long the log is. */
export type FromCheckpoint = { pages: number; error: string | null };

const EVERY_MS = 200;
/** 4 MB in the log: it begins anew. What is written over costs the disk far less than what makes the file longer. */
const LONG_PAGES = 1_024;
/** 256 MB in the log: then a write moves it by itself after all, so that it does not grow for ever. */
const MOST_PAGES = 65_536;

/**
 * Moves what was written from the log into the database file on a thread of its own. SQLite would do it within whatever
 * write comes to fill the log, and the main thread would wait for the disk for that long. The thread writes nothing of its
 * own: the same pages move, under SQLite's own locks.
 */
export function createCheckpoints(options: { db: WriteDb; logger: Logger; entry: string; longPages?: number }): {
  stop: () => Promise<void>;
} {
  const { db, logger, entry, longPages = LONG_PAGES } = options;
  let worker: Worker | null = null;
  let busy = false;
  let seen = db.writes();

  const trouble = (error: unknown) => logger.warn('the log of the database could not be moved into it', { error });

  /** What came in the meantime is little; without it the log could not begin anew. The main thread waits for the disk twice for it. */
  function finish({ pages, error }: FromCheckpoint): void {
    busy = false;
    try {
      if (error !== null) trouble(error);
      else if (pages >= longPages) db.checkpoint();
    } catch (failed) {
      // A full disk, say. Nothing is lost by it: what was written stands in the log.
      trouble(failed);
    }
  }

  function begin(): Worker {
    const made = new Worker(entry, {
      workerData: { file: db.file },
      resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 },
    });
    made.unref();
    made.on('message', finish);
    made.on('error', trouble);
    made.on('exit', () => {
      worker = null;
      busy = false;
    });
    return made;
  }

  const timer = setInterval(() => {
    if (busy || db.writes() === seen) return;
    seen = db.writes();
    busy = true;
    worker ??= begin();
    worker.postMessage('checkpoint' satisfies ToCheckpoint);
  }, EVERY_MS);
  timer.unref();
  db.checkpointAfter(MOST_PAGES);

  return {
    stop: async () => {
      clearInterval(timer);
      if (!worker) return;
      worker.ref();
      const ended = once(worker, 'exit');
      worker.postMessage('close' satisfies ToCheckpoint);
      await ended;
    },
  };
}
