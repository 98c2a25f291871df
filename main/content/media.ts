import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { conflict, invalid, notFound } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { imageFacts } from './image-facts.ts';
import { deleteMedia, insertMedia, type Media, mediaByPublicId, mediaRows } from './media.store.ts';
import { usersOfImage } from './usage.report.ts';

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
  const media = {
    publicId,
    fileName: shownName(fileName, extension),
    storedAs,
    type,
    bytes: data.length,
    width,
    height,
    createdAt: now,
  };
  insertMedia(db, media);
  return requireMedia(db, publicId);
}

/** Whether there is such an image, and its file. */
export const hasMedia = (db: ReadDb, publicId: string): boolean => fileOf(db, publicId) !== null;

/** An image with its bytes; null if there is no such one, or its file is gone. */
export function readMedia(db: ReadDb, publicId: string): { type: string; fileName: string; data: Buffer } | null {
  const found = fileOf(db, publicId);
  return found && { type: found.media.type, fileName: found.media.fileName, data: readFileSync(found.file) };
}

function fileOf(db: ReadDb, publicId: string): { media: Media; file: string } | null {
  const media = mediaByPublicId(db, publicId);
  const file = media && join(folderOf(db), media.storedAs);
  return file && existsSync(file) ? { media, file } : null;
}

/** The last part of what it was called, to show; the file itself is named by us. */
function shownName(fileName: string, extension: string): string {
  const name = fileName
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/[\p{Cc}"]/gu, '')
    .trim()
    .slice(-120);
  return name || `image.${extension}`;
}

/** Refused while something that can still be sent shows it: it would arrive with a hole. */
export function removeMedia(db: WriteDb, publicId: string): void {
  const media = requireMedia(db, publicId);
  const [user] = usersOfImage(db, publicId);
  if (user !== undefined) throw conflict('media.in-use', `“${user}” shows this image. Take it out there first.`);
  deleteMedia(db, media.id);
  rmSync(join(folderOf(db), media.storedAs), { force: true });
}

function requireMedia(db: ReadDb, publicId: string): Media {
  const media = mediaByPublicId(db, publicId);
  if (!media) throw notFound('media.unknown', 'There is no such image.');
  return media;
}
