import { Worker } from 'node:worker_threads';
import type { ReadDb } from '../../db/db.ts';
import type { Workspace } from '../../workspace.ts';
import { spareMemory } from './page-memory.ts';

/** What the thread is asked and what it answers. The memory is for an answer, in return for that in which the last ones came. */
export type ToReader<Asked> = { id: number; asked: Asked; memory?: ArrayBuffer };
export type FromReader<Found> = { ready: true } | { id: number; found: Found } | { id: number; failed: true };

/** Fewer questions in a second are answered here: to begin a thread takes longer than they do. */
const BUSY = 20;
const SECOND = 1000;
/**
 * While so many wait for the thread, each fourth question is answered here: beside the rest of what a request takes this one has
 * time for no more.
 */
const CROWD = 3;
const EACH = 4;
const IDLE_MS = 30_000;

type Reading<Asked, Found> = (db: ReadDb, asked: Asked) => Promise<Found>;
type Reader<Asked, Found> = { ask: (asked: Asked) => Promise<Found>; stop: () => Promise<void> };

/**
 * A reading of a workspace that programs ask for in thousands. While they do, a second thread reads, too, with a connection of
 * its own; `entry` is what runs there and does the same as `read`. What the thread fails at is read here.
 */
export function secondReader<Asked, Found>(of: {
  entry: string;
  read: Reading<Asked, Found>;
}): (workspace: Workspace, asked: Asked) => Promise<Found> {
  const readers = new WeakMap<Workspace['db'], Reader<Asked, Found>>();
  return ({ db, atClose }, asked) => {
    let reader = readers.get(db);
    if (!reader) {
      reader = createReader({ ...of, db });
      readers.set(db, reader);
      atClose(reader.stop);
    }
    return reader.ask(asked);
  };
}

function createReader<Asked, Found>({
  db,
  entry,
  read,
}: {
  db: ReadDb;
  entry: string;
  read: Reading<Asked, Found>;
}): Reader<Asked, Found> {
  type Waiting = { asked: Asked; resolve: (found: Found | Promise<Found>) => void };
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let isReady = false;
  let idle: NodeJS.Timeout | null = null;
  let [last, since, count, crowded] = [0, 0, 0, 0];

  function isBusy(): boolean {
    const now = performance.now();
    if (now - since > SECOND) [since, count] = [now, 0];
    count++;
    return count > BUSY;
  }

  const readHere = ({ asked, resolve }: Waiting) => resolve(read(db, asked));

  function begin(): Worker {
    const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 64 };
    const made = new Worker(entry, { workerData: { file: db.file }, resourceLimits });
    made.unref();
    made.on('message', (message: FromReader<Found>) => {
      if ('ready' in message) {
        isReady = true;
        return;
      }
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      if (one && 'found' in message) one.resolve(message.found);
      else if (one) readHere(one);
    });
    // It ends with its error; who waits is served all the same.
    made.on('error', () => undefined);
    made.on('exit', () => {
      if (worker === made) [worker, isReady] = [null, false];
      for (const one of waiting.values()) readHere(one);
      waiting.clear();
    });
    idle = setTimeout(() => void made.terminate(), IDLE_MS).unref();
    return made;
  }

  return {
    ask: (asked) => {
      if (isBusy()) worker ??= begin();
      idle?.refresh();
      const thread = worker;
      if (!thread || !isReady || (waiting.size >= CROWD && ++crowded % EACH === 0)) return read(db, asked);
      const id = ++last;
      return new Promise((resolve) => {
        waiting.set(id, { asked, resolve });
        const memory = spareMemory();
        const question: ToReader<Asked> = memory ? { id, asked, memory } : { id, asked };
        thread.postMessage(question, memory ? [memory] : []);
      });
    },
    stop: async () => {
      if (idle) clearTimeout(idle);
      await worker?.terminate();
    },
  };
}
