import { posix } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import type { WriteDb } from '../../db/db.ts';
import { addMedia } from '../media.ts';
import type { FoundDesign } from './find-design.ts';

/** Where a design names an image: as a source, as a background, in a style, in Markdown. */
const NAMED =
  /(\b(?:src|background|background-url)\s*=\s*)(["'])([^"'<>]*?)\2|(url\(\s*)(["']?|&quot;|&#39;)([^"'()\s]+?)\5(?=\s*\))|(!\[[^\]]*\]\()([^()\s]+)(?=\))/gi;
const DATA = /^data:image\/(png|jpe?g|gif|webp);base64,([a-z0-9+/=\s]+)$/i;
const MOST_IMAGES = 100;

/** Puts the pictures of a design into the library and names them there. What is on the web stays there, and is told of. */
export function takeImages(db: WriteDb, { path, source, files }: FoundDesign, now: number) {
  const taken = new Map<string, string | null>();
  const notes = new Set<string>();
  let remote = 0;

  const add = (address: string): string | null => {
    const file = fileOf(address, path, files);
    if (!file) {
      notes.add(`“${shown(address)}” is not in the file. Choose a picture in its place.`);
      return null;
    }
    if ([...taken.values()].filter(Boolean).length >= MOST_IMAGES) {
      notes.add(`Only the first ${MOST_IMAGES} pictures were taken in.`);
      return null;
    }
    try {
      return `media:${addMedia(db, { fileName: file.name, data: file.data, now }).publicId}`;
    } catch (error) {
      notes.add(`“${shown(address)}” was left out: ${messageOf(error)}`);
      return null;
    }
  };

  const place = (address: string): string => {
    if (/^(https?:)?\/\//i.test(address)) {
      remote += 1;
      return address;
    }
    if (address === '' || address.startsWith('#') || address.includes('{{') || /^(cid|media|mailto):/i.test(address))
      return address;
    const key = /^data:/i.test(address) ? address : besideOf(path, address);
    if (!taken.has(key)) taken.set(key, add(address));
    return taken.get(key) ?? address;
  };

  const named = source.replace(NAMED, (...found: (string | undefined)[]) => {
    const [whole = '', attribute, quote, inAttribute, url, urlQuote, inUrl, markdown, inMarkdown] = found;
    if (attribute !== undefined) return `${attribute}${quote}${place((inAttribute ?? '').trim())}${quote}`;
    if (url !== undefined && inUrl !== undefined) return `${url}${urlQuote}${place(inUrl)}${urlQuote}`;
    return markdown === undefined ? whole : `${markdown}${place(inMarkdown ?? '')}`;
  });
  if (remote > 0)
    notes.add(
      `${remote === 1 ? 'One picture is' : `${remote} pictures are`} fetched from the web by every reader. Their server sees who reads.`,
    );
  return { source: named, images: [...taken.values()].filter(Boolean).length, notes: [...notes] };
}

function fileOf(address: string, path: string, files: ReadonlyMap<string, Buffer>): { name: string; data: Buffer } | null {
  const [, type, base64] = DATA.exec(address) ?? [];
  if (type && base64) return { name: `image.${type}`, data: Buffer.from(base64, 'base64') };
  const beside = besideOf(path, address);
  const data = files.get(beside) ?? files.get(posix.normalize(pathOf(address)).replace(/^\/+/, ''));
  return data ? { name: posix.basename(beside), data } : null;
}

const besideOf = (path: string, address: string): string => posix.normalize(posix.join(posix.dirname(path), pathOf(address)));
const pathOf = (address: string): string => decodedPath(address.replace(/[?#].*$/, ''));

function decodedPath(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    // A percent sign that stands for itself.
    return address;
  }
}

const shown = (address: string): string => (address.length > 60 ? `${address.slice(0, 60)}…` : address);
