import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileSource, ImportOptions, ImportResult, MappingChoices, Outcome, Preview, Reading } from '#shared/rpc/imports.ts';
import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { conflict } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { listFields } from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import type { ImportTerms } from './commit.ts';
import { tryImport } from './dry-run.ts';
import { createIdSet } from './id-set.ts';
import {
  beginUndo,
  endUndo,
  insertImport,
  interruptRunning,
  openUndos,
  reopenImport,
  requireImport,
  type StoredImport,
  storedImport,
} from './imports.store.ts';
import type { ParseFile, PreviewFile } from './ports.ts';
import { jobOf, prepareImport } from './prepare.ts';
import { columnNames } from './preview.ts';
import { memoryOf, type ReadingIn, readIn } from './read-in.ts';
import { createRuns, type Work } from './running.ts';
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

const ANNOUNCE_MS = 1000;

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
  const runs = createRuns(db);

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
    if (runs.has(publicId) || state === 'finished' || undo !== '')
      throw conflict('imports.not-open', 'There is nothing left to import of this file.');
    const stored = storedImport(db, publicId);
    const path = source ? tools.resolveSource(source).path : stored.path;
    await requireSameFile(path, stored);
    const { importId, fileName, listId, options, startedAt, rows } = stored;
    if (listId === null)
      throw conflict('imports.list-gone', 'The list that this file went into was removed. Undo the import instead.');
    const job = jobOf(db, { path, options });
    const memory = memoryOf(db, stored);
    reopenImport(db, { importId, path });
    begin({ publicId, job, terms: termsOf({ importId, fileName, listId, options, now: startedAt }), memory, rows });
    changes.announce('imports');
  }

  function begin(reading: ReadingIn): void {
    runs.begin(reading.publicId, {
      work: (work) => readIn(tools, reading, work),
      over: () => changes.announce('imports', 'contacts', 'lists', 'tags', 'suppressions'),
    });
  }

  function undo(publicId: string): void {
    const { state, undo: undone } = requireImport(db, publicId);
    if (state === 'running' || runs.has(publicId)) throw conflict('imports.running', 'Stop the import first.');
    if (undone === 'undone') throw conflict('imports.undone', 'This import is undone already.');
    const stored = storedImport(db, publicId);
    if (undone === '') beginUndo(db, stored.importId);
    runs.begin(publicId, {
      work: (work) => takeBack(publicId, stored, work),
      over: () => changes.announce('imports', 'contacts', 'lists', 'fields', 'tags', 'suppressions'),
    });
    changes.announce('imports');
  }

  async function takeBack(publicId: string, stored: StoredImport, { signal, wake }: Work): Promise<void> {
    let announced = clock();
    try {
      for (const _ of undoImport(db, { stored, now: clock })) {
        wake();
        await nextTurn();
        if (signal.aborted) return;
        if (clock() - announced < ANNOUNCE_MS) continue;
        announced = clock();
        changes.announce('imports', 'contacts', 'lists');
      }
      endUndo(db, { importId: stored.importId, now: clock() });
    } catch (error) {
      // It stays half undone on the disk, and the next start goes on with it.
      logger.error('an import could not be undone', { import: publicId, error });
    }
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
    watch: runs.watch,
    cancel: async (id) => {
      requireImport(db, id);
      if (requireImport(db, id).undo === 'undoing') throw conflict('imports.undoing', 'This import is being undone.');
      if (!runs.has(id)) throw conflict('imports.ended', 'This import has ended already.');
      await runs.end(id, 'cancelled');
    },
    finished: async (id) => {
      await runs.finished(id);
      return requireImport(db, id);
    },
    recover: () => {
      if (interruptRunning(db, clock()) > 0) changes.announce('imports');
      for (const id of openUndos(db)) undo(id);
      watching.begin();
    },
    stop: async () => {
      await watching.stop();
      await runs.endAll();
    },
  };
}
