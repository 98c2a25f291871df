import { fromBuffer, type ZipFile } from 'yauzl';
import { invalid } from '../../base/errors.ts';

const MOST_ENTRIES = 500;
const MOST_BYTES = 60 * 1024 * 1024;

/**
 * The files of a zip by their path. Names that lead out of it are refused by the reader of zips; how much comes out is
 * counted while it comes, whatever the zip says of itself.
 */
export async function unzip(data: Buffer, isWanted: (path: string) => boolean): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const zip = await open(data);
  if (zip.entryCount > MOST_ENTRIES)
    throw invalid('design-import.too-many', `This zip has ${zip.entryCount} files; a design has a few.`);
  let room = MOST_BYTES;
  await new Promise<void>((resolve, reject) => {
    zip.on('error', (error: Error) => reject(unreadable(error)));
    zip.on('end', resolve);
    zip.on('entry', (entry) => {
      if (entry.fileName.endsWith('/') || !isWanted(entry.fileName)) return zip.readEntry();
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(unreadable(error));
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => {
          room -= part.length;
          if (room < 0) stream.destroy(invalid('design-import.too-large', 'What is in this zip takes more than 60 MB.'));
          else parts.push(part);
        });
        stream.on('error', (failure: Error) => reject('kind' in failure ? failure : unreadable(failure)));
        stream.on('end', () => {
          files.set(entry.fileName, Buffer.concat(parts));
          zip.readEntry();
        });
      });
    });
    zip.readEntry();
  }).finally(() => zip.close());
  return files;
}

const open = (data: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    fromBuffer(data, { lazyEntries: true, strictFileNames: true }, (error, zip) =>
      error ? reject(unreadable(error)) : resolve(zip),
    ),
  );

const unreadable = (error: Error) => invalid('design-import.unreadable', `This zip cannot be read: ${error.message}`);
