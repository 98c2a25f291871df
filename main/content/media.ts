import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { conflict, invalid, notFound } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { imageFacts } from './image-facts.ts';
import { deleteMedia, insertMedia, type Media, mediaByPublicId, mediaRows } from './media.store.ts';
import { shownName } from './shown-name.ts';
import { isLinkedTo, usersOfImage } from './usage.report.ts';

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
    fileName: shownName(fileName) || `image.${extension}`,
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

/** How large an image is; null where there is no such one, or its file is gone. */
export const mediaBytes = (db: ReadDb, publicId: string): number | null => fileOf(db, publicId)?.media.bytes ?? null;

/** What a file takes inside of a message: base64, in lines of 76. */
export const encodedSize = (bytes: number): number => Math.ceil((Math.ceil(bytes / 3) * 4 * 78) / 76);

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

/** Refused while something that can still be sent shows it: it would arrive with a hole. */
export function removeMedia(db: WriteDb, publicId: string): void {
  const media = requireMedia(db, publicId);
  if (isLinkedTo(db, publicId))
    throw conflict('media.linked', 'Messages that were sent show this image by a link. It would be missing in all of them.');
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
