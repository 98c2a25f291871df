import { stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileSource, ImportOptions, ImportResult, Preview, Reading } from '#shared/rpc/imports.ts';
import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { conflict, factsOf } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { listFields } from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { commitSlice, type ImportTerms } from './commit.ts';
import { endImport, insertImport, interruptRunning, requireImport } from './imports.store.ts';
import type { ParseFile, ParseJob, PreviewFile } from './ports.ts';
import { prepareImport } from './prepare.ts';
import { columnNames } from './preview.ts';

export type Imports = {
  /** How a file is read and what its columns may become. */
  preview: (source: FileSource, reading?: Reading) => Promise<Preview>;
  /** Begins to import; it goes on by itself. Returns the import's id. */
  start: (source: FileSource, options: ImportOptions) => Promise<string>;
  /** The state of an import now and whenever it changes, up to its end. */
  watch: (id: string, signal?: AbortSignal) => AsyncGenerator<ImportResult>;
  /** Ends an import. What is in stays in, and the result says that it was cancelled. */
  cancel: (id: string) => Promise<void>;
  /** Waits for the end of an import, whichever it is. */
  finished: (id: string) => Promise<ImportResult>;
  /** Marks what a crash cut off. Before anything is started. */
  recover: () => void;
  /** Ends what is running, as interrupted; for the end of the app. */
  stop: () => Promise<void>;
};

type Tools = {
  db: WriteDb;
  clock: Clock;
  changes: Changes;
  logger: Logger;
  parseFile: ParseFile;
  previewFile: PreviewFile;
  resolveSource: (source: FileSource) => { path: string; fileName: string };
};

type Running = {
  controller: AbortController;
  end: Promise<void>;
  stopping: 'cancelled' | 'interrupted';
  /** Wakes whoever watches. */
  listeners: Set<() => void>;
};

/** A screen that shows progress needs no more. */
const WATCH_MS = 100;
const ANNOUNCE_MS = 1000;

export function createImports(tools: Tools): Imports {
  const { db, clock, changes, logger } = tools;
  const running = new Map<string, Running>();
  const wake = (id: string) => {
    for (const listener of running.get(id)?.listeners ?? []) listener();
  };

  async function start(source: FileSource, options: ImportOptions): Promise<string> {
    const { path, fileName } = tools.resolveSource(source);
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    const columns = await columnNames(path, options.reading);
    const publicId = newId(clock());
    const now = clock();
    const { job, terms } = db.transaction(() => {
      const prepared = prepareImport(db, { path, options, now });
      const importId = insertImport(db, { publicId, fileName, bytes: size, listId: prepared.listId, options, columns, now });
      const { existing, consentSource, tags } = options;
      return {
        job: prepared.job,
        terms: { importId, fileName, listId: prepared.listId, existing, consentSource, tags, now } satisfies ImportTerms,
      };
    });
    const state: Running = {
      controller: new AbortController(),
      end: Promise.resolve(),
      stopping: 'cancelled',
      listeners: new Set(),
    };
    running.set(publicId, state);
    state.end = work({ publicId, job, terms, state });
    changes.announce('imports', 'lists', 'fields', 'tags');
    return publicId;
  }

  async function work({
    publicId,
    job,
    terms,
    state,
  }: {
    publicId: string;
    job: ParseJob;
    terms: ImportTerms;
    state: Running;
  }): Promise<void> {
    const { signal } = state.controller;
    let announced = clock();
    let ended: { state: Exclude<ImportResult['state'], 'running'>; error: string };
    try {
      for await (const slice of tools.parseFile(job, { signal })) {
        if (signal.aborted) break;
        commitSlice(db, terms, slice);
        wake(publicId);
        // Slices that wait already would otherwise be written one after the other with nobody else getting a turn.
        await nextTurn();
        if (clock() - announced < ANNOUNCE_MS) continue;
        announced = clock();
        changes.announce('imports', 'contacts', 'lists');
      }
      ended = signal.aborted ? { state: state.stopping, error: '' } : { state: 'finished', error: '' };
    } catch (error) {
      ended = signal.aborted ? { state: state.stopping, error: '' } : { state: 'failed', error: explain(publicId, error) };
    }
    endImport(db, { id: terms.importId, ...ended, now: clock() });
    wake(publicId);
    running.delete(publicId);
    changes.announce('imports', 'contacts', 'lists', 'tags', 'suppressions');
  }

  function explain(publicId: string, error: unknown): string {
    const facts = factsOf(error);
    if (facts) return facts.message;
    logger.error('an import failed', { import: publicId, error });
    return 'Something went wrong inside Letterpress. The log has the details. What is in by now stays in.';
  }

  async function* watch(id: string, signal?: AbortSignal): AsyncGenerator<ImportResult> {
    for (;;) {
      const current = requireImport(db, id);
      yield current;
      const state = running.get(id);
      if (current.state !== 'running' || !state || signal?.aborted) return;
      await changed(state, signal);
    }
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

  async function end(id: string, stopping: Running['stopping']): Promise<void> {
    const state = running.get(id);
    if (!state) return;
    state.stopping = stopping;
    state.controller.abort();
    await state.end;
  }

  return {
    preview: async (source, reading) => tools.previewFile({ ...tools.resolveSource(source), reading, fields: listFields(db) }),
    start,
    watch,
    cancel: async (id) => {
      requireImport(db, id);
      if (!running.has(id)) throw conflict('imports.ended', 'This import has ended already.');
      await end(id, 'cancelled');
    },
    finished: async (id) => {
      await running.get(id)?.end;
      return requireImport(db, id);
    },
    recover: () => {
      if (interruptRunning(db, clock()) > 0) changes.announce('imports');
    },
    stop: async () => {
      await Promise.all([...running.keys()].map((id) => end(id, 'interrupted')));
    },
  };
}
