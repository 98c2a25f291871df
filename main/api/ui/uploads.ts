import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileSource } from '#shared/rpc/imports.ts';
import { notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';

export type Uploads = {
  /** Keeps what a window sends until the app is closed; returns the upload's id. */
  save: (fileName: string, body: Readable) => Promise<string>;
  resolve: (source: FileSource) => { path: string; fileName: string };
};

/** Files that came from a browser, which cannot name a path. The folder is emptied at each start. */
export function createUploads(folder: string): Uploads {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = new Map<string, string>();
  return {
    save: async (fileName, body) => {
      const id = newId();
      await pipeline(body, createWriteStream(join(folder, id), { mode: 0o600 }));
      names.set(id, basename(fileName).slice(0, 200) || 'file');
      return id;
    },
    resolve: (source) => {
      if ('path' in source) return { path: source.path, fileName: basename(source.path) };
      const fileName = names.get(source.upload);
      if (fileName === undefined) throw notFound('files.unknown', 'This file is no longer there; choose it again.');
      return { path: join(folder, source.upload), fileName };
    },
  };
}
