import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileSource, ImportOptions, ImportResult, MappingChoices, Outcome, Preview, Reading } from '#shared/rpc/imports.ts';
import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { conflict, factsOf } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { listFields } from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { commitSlice, type ImportMemory, type ImportTerms } from './commit.ts';
import { tryImport } from './dry-run.ts';
import { createIdSet } from './id-set.ts';
import {
  beginUndo,
  endImport,
  endUndo,
  insertImport,
  interruptRunning,
  openUndos,
  reopenImport,
  requireImport,
  type StoredImport,
  storedImport,
} from './imports.store.ts';
import { madeBy, peopleOf } from './journal.store.ts';
import type { ParseFile, ParseJob, PreviewFile } from './ports.ts';
import { jobOf, prepareImport } from './prepare.ts';
import { columnNames } from './preview.ts';
import { markOf, requireSameFile } from './same-file.ts';
import { rememberedShapes } from './shapes.store.ts';
import { undoImport } from './undo.ts';
import { createWatching, type Watching } from './watching.ts';

export type Imports = {
  /** How a file is read and what its columns may become. With choices, of a person who looks at it, what such a file became before is shown. */
  preview: (source: FileSource, reading?: Reading, choices?: MappingChoices) => Promise<Preview>;
  /** Begins to import; it goes on by itself. Returns the import's id. */
  start: (source: FileSource, options: ImportOptions) => Promise<string>;
  /** The state of an import now and whenever it changes, up to its end. */
  watch: (id: string, signal?: AbortSignal) => AsyncGenerator<ImportResult>;
  /** Ends an import. What is in stays in, and the result says that it was cancelled. */
  cancel: (id: string) => Promise<void>;
  /** What an import would come to; nothing is kept. */
  tryOut: (source: FileSource, options: ImportOptions, signal?: AbortSignal) => Promise<Outcome>;
  /** Goes on with an import that was cut off, after its last slice; with the same file, wherever it is now. */
  resume: (id: string, source?: FileSource) => Promise<void>;
  /** Takes an import back; it goes on by itself, and after the app was closed. */
  undo: (id: string) => void;
  /** Files and folders that are watched. */
  readonly watching: Watching;
  /** Waits for the end of an import, whichever it is. */
  finished: (id: string) => Promise<ImportResult>;
  /** Marks what a crash cut off, and goes on with what was being undone. Before anything is started. */
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

const newState = (): Running => ({
  controller: new AbortController(),
  end: Promise.resolve(),
  stopping: 'cancelled',
  listeners: new Set(),
});

const otherwiseRead = () =>
  conflict(
    'imports.otherwise-read',
    'The file is read in another way now than when it was begun. Undo the import and begin anew.',
  );

const termsOf = ({
  options: { existing, consentSource, tags },
  ...known
}: Pick<ImportTerms, 'importId' | 'fileName' | 'listId' | 'now'> & { options: ImportOptions }): ImportTerms => ({
  ...known,
  existing,
  consentSource,
  tags,
});

export function createImports(tools: Tools): Imports {
  const { db, clock, changes, logger } = tools;
  const running = new Map<string, Running>();
  const wake = (id: string) => {
    for (const listener of running.get(id)?.listeners ?? []) listener();
  };

  async function start(source: FileSource, options: ImportOptions): Promise<string> {
    const { path, fileName } = tools.resolveSource(source);
    const columns = await columnNames(path, options.reading);
    const { bytes, head } = await markOf(path);
    const publicId = newId(clock());
    const now = clock();
    const { job, terms, made } = db.transaction(() => {
      const { job, listId, made } = prepareImport(db, { path, options, names: columns, now });
      const importId = insertImport(db, { publicId, fileName, bytes, listId, options, columns, path, head, made, now });
      return { job, made, terms: termsOf({ importId, fileName, listId, options, now }) };
    });
    begin({ publicId, job, terms, memory: { seq: 0, seen: createIdSet(), made, mostlyNew: true }, rows: 0 });
    changes.announce('imports', 'lists', 'fields', 'tags');
    return publicId;
  }

  async function tryOut(source: FileSource, options: ImportOptions, signal = new AbortController().signal): Promise<Outcome> {
    const { path, fileName } = tools.resolveSource(source);
    const columns = await columnNames(path, options.reading);
    return tryImport(db, tools.parseFile, { trying: { path, fileName, options, columns, now: clock() }, signal });
  }

  async function resume(publicId: string, source?: FileSource): Promise<void> {
    const { state, undo } = requireImport(db, publicId);
    if (running.has(publicId) || state === 'finished' || undo !== '')
      throw conflict('imports.not-open', 'There is nothing left to import of this file.');
    const stored = storedImport(db, publicId);
    const path = source ? tools.resolveSource(source).path : stored.path;
    await requireSameFile(path, stored);
    const { importId, fileName, listId, options, startedAt, slices, rows } = stored;
    if (listId === null)
      throw conflict('imports.list-gone', 'The list that this file went into was removed. Undo the import instead.');
    const job = jobOf(db, { path, options });
    const seen = createIdSet();
    for (const { first, last, met } of peopleOf(db, importId)) {
      for (let id = first; id <= last; id++) seen.add(id);
      for (const id of met) seen.add(id);
    }
    const memory = { seq: slices, seen, made: madeBy(db, importId), mostlyNew: true };
    reopenImport(db, { importId, path });
    begin({ publicId, job, terms: termsOf({ importId, fileName, listId, options, now: startedAt }), memory, rows });
    changes.announce('imports');
  }

  type Work = { publicId: string; job: ParseJob; terms: ImportTerms; memory: ImportMemory; rows: number };

  function begin(work: Work): void {
    const state = newState();
    running.set(work.publicId, state);
    state.end = read(work, state);
  }

  async function read({ publicId, job, terms, memory, rows }: Work, state: Running): Promise<void> {
    const { signal } = state.controller;
    let announced = clock();
    let ended: { state: Exclude<ImportResult['state'], 'running'>; error: string };
    try {
      const passedOver = memory.seq;
      let [slices, seen] = [0, 0];
      for await (const slice of tools.parseFile(job, { signal, from: passedOver })) {
        if (signal.aborted) break;
        if (slices++ < passedOver) {
          seen += slice.rows;
          if (slices === passedOver && seen !== rows) throw otherwiseRead();
          continue;
        }
        commitSlice(db, terms, memory, slice);
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

  function undo(publicId: string): void {
    const { state, undo: undone } = requireImport(db, publicId);
    if (state === 'running' || running.has(publicId)) throw conflict('imports.running', 'Stop the import first.');
    if (undone === 'undone') throw conflict('imports.undone', 'This import is undone already.');
    const stored = storedImport(db, publicId);
    if (undone === '') beginUndo(db, stored.importId);
    const working = newState();
    running.set(publicId, working);
    working.end = takeBack(publicId, stored, working);
    changes.announce('imports');
  }

  async function takeBack(publicId: string, stored: StoredImport, state: Running): Promise<void> {
    let announced = clock();
    try {
      for (const _ of undoImport(db, { stored, now: clock })) {
        wake(publicId);
        await nextTurn();
        if (state.controller.signal.aborted) return;
        if (clock() - announced < ANNOUNCE_MS) continue;
        announced = clock();
        changes.announce('imports', 'contacts', 'lists');
      }
      endUndo(db, { importId: stored.importId, now: clock() });
    } catch (error) {
      // It stays half undone on the disk, and the next start goes on with it.
      logger.error('an import could not be undone', { import: publicId, error });
    } finally {
      running.delete(publicId);
      wake(publicId);
      changes.announce('imports', 'contacts', 'lists', 'fields', 'tags', 'suppressions');
    }
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
      if ((current.state !== 'running' && current.undo !== 'undoing') || !state || signal?.aborted) return;
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

  const watching = createWatching({ db, clock, changes, logger, tryOut, start });

  return {
    watching,
    preview: async (source, reading, choices) =>
      tools.previewFile({
        ...tools.resolveSource(source),
        reading,
        ...(choices ? { choices } : {}),
        fields: listFields(db),
        // What a person decided for such a file is for a person to look at, and for no script to take over.
        shapes: choices ? rememberedShapes(db) : [],
      }),
    start,
    tryOut,
    resume,
    undo,
    watch,
    cancel: async (id) => {
      requireImport(db, id);
      if (requireImport(db, id).undo === 'undoing') throw conflict('imports.undoing', 'This import is being undone.');
      if (!running.has(id)) throw conflict('imports.ended', 'This import has ended already.');
      await end(id, 'cancelled');
    },
    finished: async (id) => {
      await running.get(id)?.end;
      return requireImport(db, id);
    },
    recover: () => {
      if (interruptRunning(db, clock()) > 0) changes.announce('imports');
      for (const id of openUndos(db)) undo(id);
      watching.begin();
    },
    stop: async () => {
      await watching.stop();
      await Promise.all([...running.keys()].map((id) => end(id, 'interrupted')));
    },
  };
}
