import type { ImportResult } from '#shared/rpc/imports.ts';
import type { ReadDb } from '../db/db.ts';
import { requireImport } from './imports.store.ts';

/** A work on an import that goes on by itself: its reading or its undo. */
export type Work = {
  signal: AbortSignal;
  /** What is written down of it if it is ended before its time. */
  stopping: () => 'cancelled' | 'interrupted';
  /** Something is different now: whoever watches is told. */
  wake: () => void;
};

type Running = {
  controller: AbortController;
  end: Promise<void>;
  stopping: 'cancelled' | 'interrupted';
  listeners: Set<() => void>;
};

export type Runs = {
  has: (id: string) => boolean;
  /** Begins a work on an import; it is over when its promise is. */
  begin: (id: string, what: { work: (work: Work) => Promise<void>; over: () => void }) => void;
  /** The state of an import now and whenever it changes, up to the end of the work on it. */
  watch: (id: string, signal?: AbortSignal) => AsyncGenerator<ImportResult>;
  /** Ends a work and waits until it is over. */
  end: (id: string, stopping: 'cancelled' | 'interrupted') => Promise<void>;
  finished: (id: string) => Promise<void>;
  endAll: () => Promise<void>;
};

/** A screen that shows progress needs no more. */
const WATCH_MS = 100;

/** The imports that something is done with, and who watches them. */
export function createRuns(db: ReadDb): Runs {
  const running = new Map<string, Running>();

  const begin: Runs['begin'] = (id, { work, over }) => {
    const state: Running = {
      controller: new AbortController(),
      end: Promise.resolve(),
      stopping: 'cancelled',
      listeners: new Set(),
    };
    running.set(id, state);
    const wake = () => {
      for (const listener of state.listeners) listener();
    };
    state.end = work({ signal: state.controller.signal, stopping: () => state.stopping, wake }).finally(() => {
      wake();
      running.delete(id);
      over();
    });
  };

  async function* watch(id: string, signal?: AbortSignal): AsyncGenerator<ImportResult> {
    for (;;) {
      const current = requireImport(db, id);
      yield current;
      const state = running.get(id);
      if ((current.state !== 'running' && current.undo !== 'undoing') || !state || signal?.aborted) return;
      await changed(state, signal);
    }
  }

  async function end(id: string, stopping: Running['stopping']): Promise<void> {
    const state = running.get(id);
    if (!state) return;
    state.stopping = stopping;
    state.controller.abort();
    await state.end;
  }

  return {
    has: (id) => running.has(id),
    begin,
    watch,
    end,
    finished: async (id) => running.get(id)?.end,
    endAll: async () => {
      await Promise.all([...running.keys()].map((id) => end(id, 'interrupted')));
    },
  };
}

/** The end of a pause that is short enough for an eye, and long enough for a slice or two. */
async function changed(state: Running, signal: AbortSignal | undefined): Promise<void> {
  const pause = new Promise((resolve) => setTimeout(resolve, WATCH_MS));
  await new Promise<void>((resolve) => {
    const done = () => {
      state.listeners.delete(done);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    state.listeners.add(done);
    signal?.addEventListener('abort', done);
    state.end.then(done, done);
  });
  await Promise.race([pause, state.end]);
}
