import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FieldWorkState } from '#shared/rpc/fields.ts';
import type { Changes } from '../../base/changes.ts';
import type { Logger } from '../../base/logger.ts';
import type { WriteDb } from '../../db/db.ts';
import { holdersBetween, updateValues } from '../people/values.store.ts';
import { deleteWork, firstWork, moveWork, type PendingWork } from './field-work.store.ts';
import { type ValuesWork, workOn } from './values-work.ts';

/** Changes the values of everybody a little at a time, and goes on after a restart where it was. */
export type FieldWork = {
  /** Begins with what waits, if it has not begun. */
  wake: () => void;
  /** What is under way, now and whenever it has moved; null while nothing is. */
  watch: (signal: AbortSignal) => AsyncGenerator<FieldWorkState | null>;
  /** Waits until nothing is left to do. */
  idle: () => Promise<void>;
  stop: () => Promise<void>;
};

/** A turn of the main thread that nobody notices. */
const SLICE_MS = 6;
const ANNOUNCE_MS = 1000;
const WATCH_MS = 100;

export function createFieldWork({ db, changes, logger }: { db: WriteDb; changes: Changes; logger: Logger }): FieldWork {
  let running: Promise<void> | null = null;
  let stopped = false;
  let current: FieldWorkState | null = null;
  const listeners = new Set<() => void>();
  const tell = (state: FieldWorkState | null) => {
    current = state;
    for (const listener of [...listeners]) listener();
  };

  async function workAll(): Promise<void> {
    // Not at once: whoever wakes it has to have put down first that it runs.
    await nextTurn();
    try {
      for (let work = firstWork(db); work && !stopped; work = firstWork(db)) await workOff(work);
    } catch (error) {
      // The rest is in the database and is tried again with the next change or start.
      logger.error('a change of fields failed', { error });
    }
    running = null;
    tell(null);
    changes.announce('fields', 'contacts');
  }

  async function workOff(pending: PendingWork): Promise<void> {
    const { id, work, lastId } = pending;
    let { afterId } = pending;
    let size = 500;
    let announced = performance.now();
    while (afterId < lastId && !stopped) {
      tell({ what: wordsFor(work), looked: afterId, total: lastId });
      const started = performance.now();
      afterId = db.slice(() => oneSlice(db, { id, work, afterId, upTo: Math.min(afterId + size, lastId) }));
      const took = performance.now() - started;
      size = Math.max(20, Math.min(size * 2, Math.floor((size * SLICE_MS) / Math.max(took, 0.1)), 20_000));
      if (performance.now() - announced > ANNOUNCE_MS) {
        announced = performance.now();
        changes.announce('contacts');
      }
      await nextTurn();
    }
    if (afterId >= lastId) db.transaction(() => deleteWork(db, id));
  }

  const wake = () => {
    if (!stopped) running ??= workAll();
  };
  return {
    wake,
    watch: async function* (signal) {
      while (!signal.aborted) {
        yield current;
        await moved(listeners, signal);
      }
    },
    idle: async () => {
      while (running) await running;
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

function oneSlice(
  db: WriteDb,
  { id, work, afterId, upTo }: { id: number; work: ValuesWork; afterId: number; upTo: number },
): number {
  for (const holder of holdersBetween(db, { afterId, upTo })) {
    const fields = workOn(holder.fields, work);
    if (fields !== holder.fields) updateValues(db, { id: holder.id, fields });
  }
  moveWork(db, { id, afterId: upTo });
  return upTo;
}

function wordsFor(work: ValuesWork): string {
  switch (work.kind) {
    case 'remove':
      return `Deleting the values of ${work.label}`;
    case 'retype':
      return `Converting the values of ${work.label}`;
    case 'merge':
      return `Merging the values of ${work.label}`;
    case 'choices':
      return `Changing the choices of ${work.label}`;
  }
}

/** The next movement, but not more often than a screen can show. */
async function moved(listeners: Set<() => void>, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      listeners.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    listeners.add(done);
    signal.addEventListener('abort', done);
  });
  if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
}
