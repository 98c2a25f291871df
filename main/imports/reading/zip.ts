import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { damaged, tooLarge } from './damaged.ts';

export type Archive = {
  /** How large a part is when it is unpacked, as the archive says; null where there is none of that name. */
  sizeOf: (name: string) => number | null;
  /** A part in pieces. */
  pieces: (name: string) => AsyncGenerator<Uint8Array>;
  /** A small part as a whole; null where there is none. */
  text: (name: string) => Promise<string | null>;
  close: () => void;
};

/** A workbook has a few dozen parts; one with so many is made to harm. */
const MOST_PARTS = 20_000;
const LARGEST_SMALL_PART = 32 * 1024 * 1024;
/** What is packed a thousand times smaller than it is holds nothing that a person typed. */
const TIGHTEST = 1000;
const NEVER_MIND_BELOW = 16 * 1024 * 1024;
const LARGEST_PART = 8 * 1024 * 1024 * 1024;

/** Opens a zip for its parts to be read one after the other. Nothing is unpacked to the disk. */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, strictFileNames: false }, (error, file) =>
      error ? reject(damaged('its end is missing or broken', error)) : resolve(file),
    );
  });
  try {
    const parts = await partsOf(zip);
    return {
      sizeOf: (name) => parts.get(name.toLowerCase())?.uncompressedSize ?? null,
      pieces: (name) => piecesOf(zip, parts.get(name.toLowerCase())),
      text: (name) => textOf(zip, parts.get(name.toLowerCase())),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** By their names in lower case: some programs write them in other letters than they name them. */
function partsOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_PARTS) throw tooLarge('it holds more parts than a workbook can have');
  return new Promise((resolve, reject) => {
    const parts = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      parts.set(entry.fileName.replaceAll('\\', '/').replace(/^\//, '').toLowerCase(), entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(parts));
    zip.once('error', (error) => reject(damaged('the list of its parts is broken', error)));
    zip.readEntry();
  });
}

async function* piecesOf(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<Uint8Array> {
  if (!entry) throw damaged('a part is missing');
  const { uncompressedSize, compressedSize } = entry;
  const tight = uncompressedSize > NEVER_MIND_BELOW && uncompressedSize > TIGHTEST * compressedSize;
  if (tight || uncompressedSize > LARGEST_PART) throw tooLarge('it is packed to unfold to an enormous size');
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(damaged('a part cannot be opened', error)) : resolve(opened)));
  });
  try {
    // The sizes are checked while it is read: a part that is longer than it says ends here.
    for await (const piece of stream) yield piece as Uint8Array;
  } catch (error) {
    throw damaged('a part cannot be unpacked', error);
  } finally {
    stream.destroy();
  }
}

async function textOf(zip: ZipFile, entry: Entry | undefined): Promise<string | null> {
  if (!entry) return null;
  if (entry.uncompressedSize > LARGEST_SMALL_PART) throw tooLarge('a part that describes it is enormous');
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(zip, entry)) pieces.push(piece);
  return new TextDecoder().decode(Buffer.concat(pieces));
}
