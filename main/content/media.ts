import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { invalid, notFound } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { imageFacts } from './image-facts.ts';
import { deleteMedia, insertMedia, type Media, mediaByPublicId, mediaRows } from './media.store.ts';

const LIMIT_BYTES = 10 * 1024 * 1024;

/** Images lie beside the database, so that copying the folder copies them. */
const folderOf = (db: ReadDb): string => join(dirname(db.file), 'media');

export const listMedia = (db: ReadDb): Media[] => mediaRows(db);

/** Puts an image into the library. The file is written first: a row never points to nothing. */
export function addMedia(db: WriteDb, image: { fileName: string; data: Buffer; now: number }): Media {
  const { fileName, data, now } = image;
  if (data.length > LIMIT_BYTES) throw invalid('media.too-large', 'Images may have up to 10 MB.');
  const { type, extension, width, height } = imageFacts(data);
  const publicId = newId(now);
  const storedAs = `${publicId}.${extension}`;
  mkdirSync(folderOf(db), { recursive: true });
  writeFileSync(join(folderOf(db), storedAs), data, { flag: 'wx' });
  const media = { publicId, fileName: basename(fileName), storedAs, type, bytes: data.length, width, height, createdAt: now };
  insertMedia(db, media);
  return requireMedia(db, publicId);
}

/** An image with its bytes; null if there is no such one, or its file is gone. */
export function readMedia(db: ReadDb, publicId: string): { type: string; fileName: string; data: Buffer } | null {
  const media = mediaByPublicId(db, publicId);
  const file = media && join(folderOf(db), media.storedAs);
  return media && file && existsSync(file) ? { type: media.type, fileName: media.fileName, data: readFileSync(file) } : null;
}

export function removeMedia(db: WriteDb, publicId: string): void {
  const media = requireMedia(db, publicId);
  deleteMedia(db, media.id);
  rmSync(join(folderOf(db), media.storedAs), { force: true });
}

function requireMedia(db: ReadDb, publicId: string): Media {
  const media = mediaByPublicId(db, publicId);
  if (!media) throw notFound('media.unknown', 'There is no such image.');
  return media;
}
