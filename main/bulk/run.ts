import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BulkAction, BulkEdit } from '#shared/rpc/bulk.ts';
import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { conflict, factsOf } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { Sql, WriteDb } from '../db/db.ts';
import { recordUndone } from '../events/events.ts';
import {
  addDone,
  addUndone,
  deleteOldSlices,
  deleteSlice,
  editsOf,
  hasSlices,
  insertEdit,
  insertSlice,
  lastSlice,
  requireEdit,
  type StoredEdit,
  setPeople,
  setState,
  shown,
  unfinishedEdits,
} from './bulk.store.ts';
import { apply, checkAction, revert } from './kinds.ts';
import { sizer } from './slice-size.ts';

/** Reads the ids of a SELECT, in their order, away from the main thread. */
export type ReadIds = (select: Sql, options: { signal: AbortSignal }) => AsyncIterable<readonly number[]>;

export type Bulk = {
  /** Begins to do it to everybody whom the SELECT names now; it goes on by itself. Returns the edit's id. */
  start: (who: Sql, action: BulkAction) => string;
  /** The state of an edit now and whenever it changes, up to its end. */
  watch: (id: string, signal?: AbortSignal) => AsyncGenerator<BulkEdit>;
  /** Ends an edit. What is done is done, and can be undone. */
  cancel: (id: string) => Promise<void>;
  /** Puts everybody back to what they were before; it goes on by itself. */
  undo: (id: string) => void;
  recent: () => BulkEdit[];
  /** Waits for the end of an edit or its undo, whichever it is. */
  finished: (id: string) => Promise<BulkEdit>;
  /** Says what a crash cut off, and goes on with what was being undone. Before anything is started. */
  recover: () => void;
  stop: () => Promise<void>;
};

type Tools = { db: WriteDb; clock: Clock; changes: Changes; logger: Logger; readIds: ReadIds };
type Running = { controller: AbortController; end: Promise<void>; stopping: 'cancelled' | 'interrupted' };

const DAY = 24 * 60 * 60 * 1000;
const UNDO_MS = 30 * DAY;
const WATCH_MS = 100;
const ANNOUNCE_MS = 1000;
const nouns = ['bulk', 'contacts', 'tags', 'lists', 'suppressions'] as const;

export function createBulk({ db, clock, changes, logger, readIds }: Tools): Bulk {
  const running = new Map<string, Running>();
  // One after the other: two that touch the same people would not know what each found.
  let line: Promise<void> = Promise.resolve();

  function enlist(id: string, work: (state: Running) => Promise<void>): void {
    const state: Running = { controller: new AbortController(), end: Promise.resolve(), stopping: 'cancelled' };
    running.set(id, state);
    state.end = line = line.then(async () => {
      try {
        await work(state);
      } catch (error) {
        fail(id, error);
      }
      running.delete(id);
      changes.announce(...nouns);
    });
  }

  function fail(id: string, error: unknown): void {
    const facts = factsOf(error);
    if (!facts) logger.error('a bulk edit failed', { edit: id, error });
    const words = facts?.message ?? 'Something went wrong inside Letterpress. The log has the details.';
    setState(db, { key: requireEdit(db, id).key, state: 'failed', error: words, now: clock() });
  }

  function start(who: Sql, action: BulkAction): string {
    checkAction(db, action);
    const now = clock();
    const id = newId(now);
    const key = insertEdit(db, { publicId: id, action, people: 0, now, undoUntil: now + UNDO_MS });
    enlist(id, (state) => work({ key, who, action, state }));
    return id;
  }

  async function work({ key, who, action, state }: { key: number; who: Sql; action: BulkAction; state: Running }): Promise<void> {
    const { signal } = state.controller;
    const ids: number[] = [];
    // First all of them: what is done to one may be what they were chosen by.
    for await (const some of readIds(who, { signal })) for (const id of some) ids.push(id);
    if (!signal.aborted) setPeople(db, { key, people: ids.length });
    const now = clock();
    const size = sizer();
    const announce = announcer();
    for (let at = 0; at < ids.length && !signal.aborted; ) {
      const some = ids.slice(at, at + size.now());
      at += some.length;
      size.took(() =>
        db.slice(() => {
          const done = apply(db, action, { ids: some, now });
          if (done && done.image !== null) insertSlice(db, { key, ids: some, image: done.image });
          addDone(db, { key, done: some.length, changed: done?.changed ?? 0 });
        }),
      );
      announce();
      await nextTurn();
    }
    setState(db, { key, state: signal.aborted ? state.stopping : 'finished', now: clock() });
  }

  function undo(id: string): void {
    const edit = requireEdit(db, id);
    if (running.has(id)) throw conflict('bulk.running', 'This is still being done. Stop it first.');
    if (edit.state === 'undone') throw conflict('bulk.undone', 'This is undone already.');
    if (edit.undoUntil < clock() || !hasSlices(db, edit.key))
      throw conflict('bulk.nothing-to-undo', 'There is nothing to undo here any more.');
    setState(db, { key: edit.key, state: 'undoing', now: null });
    enlist(id, (state) => takeBack(edit, state));
  }

  async function takeBack({ key, action }: StoredEdit, { controller: { signal } }: Running): Promise<void> {
    const announce = announcer();
    for (let slice = lastSlice(db, key); slice && !signal.aborted; slice = lastSlice(db, key)) {
      const { id, image } = slice;
      db.slice(() => {
        const { restored, left, back } = revert(db, action, { image, now: clock() });
        if (action.kind === 'setField' || action.kind === 'clearField')
          recordUndone(db, { of: { bulkSliceId: id }, back, at: clock() });
        addUndone(db, { key, restored, left });
        deleteSlice(db, id);
      });
      announce();
      await nextTurn();
    }
    // Cut off, it stays as it is and goes on at the next start.
    if (!signal.aborted) setState(db, { key, state: 'undone', now: clock() });
  }

  function announcer(): () => void {
    let announced = clock();
    return () => {
      if (clock() - announced < ANNOUNCE_MS) return;
      announced = clock();
      changes.announce('bulk', 'contacts');
    };
  }

  async function* watch(id: string, signal?: AbortSignal): AsyncGenerator<BulkEdit> {
    for (;;) {
      yield shown(db, requireEdit(db, id), clock());
      const state = running.get(id);
      if (!state || signal?.aborted) return;
      const pause = new Promise((resolve) => setTimeout(resolve, WATCH_MS));
      await Promise.race([pause, state.end]);
    }
  }

  async function end(id: string, stopping: Running['stopping']): Promise<void> {
    const state = running.get(id);
    if (!state) return;
    state.stopping = stopping;
    state.controller.abort();
    await state.end;
  }

  /** Nobody can undo them any more; they go some at a time. */
  async function forgetOld(): Promise<void> {
    while (deleteOldSlices(db, { now: clock(), limit: 200 }) > 0) await nextTurn();
  }

  return {
    start,
    watch,
    undo,
    cancel: async (id) => {
      const { state } = requireEdit(db, id);
      if (!running.has(id)) throw conflict('bulk.ended', 'This has ended already.');
      if (state === 'undoing') throw conflict('bulk.undoing', 'An undo goes on to its end: half of it would be neither.');
      await end(id, 'cancelled');
    },
    recent: () => editsOf(db, { since: clock() - UNDO_MS }).map((edit) => shown(db, edit, clock())),
    finished: async (id) => {
      await running.get(id)?.end;
      return shown(db, requireEdit(db, id), clock());
    },
    recover: () => {
      for (const edit of unfinishedEdits(db)) {
        if (edit.state === 'undoing') enlist(edit.id, (state) => takeBack(edit, state));
        else setState(db, { key: edit.key, state: 'interrupted', now: clock() });
      }
      line = line.then(forgetOld);
    },
    stop: async () => {
      await Promise.all([...running.keys()].map((id) => end(id, 'interrupted')));
      await line;
    },
  };
}
