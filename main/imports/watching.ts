import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { type FSWatcher, watch as watchFiles } from 'chokidar';
import type { FileSource, ImportOptions, Outcome, Watched } from '#shared/rpc/imports.ts';
import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { conflict, invalid, notFound } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { WriteDb } from '../db/db.ts';
import { columnsOf, requireImport, storedImport } from './imports.store.ts';
import { columnNames } from './preview.ts';
import {
  deleteWatch,
  insertWatch,
  isWatched,
  listWatches,
  requireWatch,
  type SeenFiles,
  setSeen,
  type Watch,
} from './watches.store.ts';

/** Files and folders that are looked at again and again. Nothing is imported before a person says so. */
export type Watching = {
  all: () => Promise<Watched[]>;
  add: (wanted: { path: string; importId: string }) => Promise<string>;
  remove: (id: string) => Promise<void>;
  /** What a new or changed file would come to. */
  tryOut: (file: { id: string; name: string }) => Promise<Outcome>;
  /** Imports it with the settings of the first import; returns the import's id. */
  start: (file: { id: string; name: string }) => Promise<string>;
  setAside: (file: { id: string; name: string }) => Promise<void>;
  begin: () => void;
  stop: () => Promise<void>;
};

type Tools = {
  db: WriteDb;
  clock: Clock;
  changes: Changes;
  logger: Logger;
  tryOut: (source: FileSource, options: ImportOptions) => Promise<Outcome>;
  start: (source: FileSource, options: ImportOptions) => Promise<string>;
};

const ENDINGS = new Set(['.csv', '.tsv', '.tab', '.txt', '.xlsx', '.ods', '.vcf']);
/** A file that is still being written is left alone until it rests for so long. */
const SETTLED_MS = 1000;

export function createWatching(tools: Tools): Watching {
  const { db, clock, changes, logger } = tools;
  const watchers = new Map<string, FSWatcher>();

  async function follow({ id, path }: Pick<Watch, 'id' | 'path'>): Promise<void> {
    // The folder of a file is followed, so that it may go away and come back.
    const watcher = watchFiles(extname(path) ? dirname(path) : path, {
      depth: 0,
      ignoreInitial: true,
      awaitWriteFinish: { stabilityThreshold: SETTLED_MS, pollInterval: 200 },
    });
    watcher.on('all', () => changes.announce('imports'));
    watcher.on('error', (error) => logger.warn('a watched folder could not be read', { path, error }));
    watchers.set(id, watcher);
    await new Promise((ready) => watcher.once('ready', () => ready(null)));
  }

  const settingsOf = async (watch: Watch, path: string): Promise<ImportOptions> => {
    const { options, listId } = storedImport(db, watch.importId);
    const { listId: list } = requireImport(db, watch.importId);
    if (listId === null || list === null) throw conflict('imports.list-gone', 'The list that this goes into was removed.');
    const { columns } = columnsOf(db, watch.importId);
    const names = await columnNames(path, options.reading);
    if (JSON.stringify(names) !== JSON.stringify(columns))
      throw conflict('imports.other-columns', 'The columns of this file are others than last time. Import it by hand once.');
    return { ...options, list: { id: list } };
  };
  const found = async ({ id, name }: { id: string; name: string }) => {
    const watch = requireWatch(db, id);
    const file = (await filesOf(watch.path))?.find((one) => one.name === name);
    if (!file) throw notFound('imports.file-gone', 'This file is not there any more.');
    return { watch, file, path: extname(watch.path) ? watch.path : join(watch.path, name) };
  };
  const see = ({ watch, file }: Awaited<ReturnType<typeof found>>) => {
    const { name, bytes, changedAt } = file;
    setSeen(db, { id: watch.id, seen: { ...requireWatch(db, watch.id).seen, [name]: { bytes, changedAt } } });
    changes.announce('imports');
  };

  return {
    all: () =>
      Promise.all(
        listWatches(db).map(async ({ seen, ...watch }) => {
          const files = await filesOf(watch.path);
          return { ...watch, missing: files === null, files: (files ?? []).filter((file) => !isSeen(seen, file)) };
        }),
      ),
    add: async ({ path, importId }) => {
      if (!isAbsolute(path))
        throw invalid('imports.path', 'Give the whole path, from the root of the disk on.', { path: 'Not a whole path' });
      requireImport(db, importId);
      const whole = resolve(path);
      const files = await filesOf(whole);
      if (files === null) throw notFound('imports.path-gone', 'There is no such file or folder.');
      if (isWatched(db, whole)) throw conflict('imports.watched', 'This is watched already.');
      const id = newId(clock());
      // What was imported just now has not changed since; everything else is still to be looked at.
      const stored = storedImport(db, importId);
      const same = files.filter(({ name, bytes }) => name === stored.fileName && bytes === stored.bytes);
      const seen: SeenFiles = Object.fromEntries(same.map(({ name, bytes, changedAt }) => [name, { bytes, changedAt }]));
      insertWatch(db, { id, path: whole, importId, seen, now: clock() });
      await follow({ id, path: whole });
      changes.announce('imports');
      return id;
    },
    remove: async (id) => {
      requireWatch(db, id);
      deleteWatch(db, id);
      await watchers.get(id)?.close();
      watchers.delete(id);
      changes.announce('imports');
    },
    tryOut: async (file) => {
      const { watch, path } = await found(file);
      return tools.tryOut({ path }, await settingsOf(watch, path));
    },
    start: async (file) => {
      const which = await found(file);
      const id = await tools.start({ path: which.path }, await settingsOf(which.watch, which.path));
      see(which);
      return id;
    },
    setAside: async (file) => see(await found(file)),
    begin: () => {
      for (const watch of listWatches(db)) void follow(watch);
    },
    stop: async () => {
      await Promise.all([...watchers.values()].map((watcher) => watcher.close()));
      watchers.clear();
    },
  };
}

type FoundFile = Watched['files'][number];

const isSeen = (seen: SeenFiles, { name, bytes, changedAt }: FoundFile): boolean =>
  seen[name]?.bytes === bytes && seen[name]?.changedAt === changedAt;

/** The file itself, or the tables in a folder, the newest first; null where there is neither. */
async function filesOf(path: string): Promise<FoundFile[] | null> {
  const facts = await stat(path).catch(() => null);
  if (!facts) return null;
  if (facts.isFile()) return [{ name: basename(path), bytes: facts.size, changedAt: Math.round(facts.mtimeMs) }];
  const names = (await readdir(path)).filter((name) => ENDINGS.has(extname(name).toLowerCase()) && !/^[.~]/.test(name));
  const files = await Promise.all(names.map(async (name) => ({ name, facts: await stat(join(path, name)).catch(() => null) })));
  return files
    .flatMap(({ name, facts }) => (facts?.isFile() ? [{ name, bytes: facts.size, changedAt: Math.round(facts.mtimeMs) }] : []))
    .sort((a, b) => b.changedAt - a.changedAt);
}
