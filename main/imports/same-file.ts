import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { conflict, notFound } from '../base/errors.ts';

const HEAD_BYTES = 64 * 1024;

/** How a file is known again: how long it is, and a hash of how it begins. */
export type FileMark = { bytes: number; head: string };

export async function markOf(path: string): Promise<FileMark> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? notFound('imports.file-gone', 'This file is not there.') : error;
  });
  try {
    const { size } = await file.stat();
    const memory = Buffer.alloc(Math.min(HEAD_BYTES, size));
    const { bytesRead } = await file.read(memory, 0, memory.length, 0);
    return { bytes: size, head: createHash('sha256').update(memory.subarray(0, bytesRead)).digest('hex') };
  } finally {
    await file.close();
  }
}

/** Refuses to go on with another file than the one that was begun. */
export async function requireSameFile(path: string, mark: FileMark): Promise<void> {
  const { bytes, head } = await markOf(path);
  if (bytes !== mark.bytes || head !== mark.head)
    throw conflict(
      'imports.other-file',
      'This is not the file that was begun: it was changed meanwhile. Undo the import and begin anew.',
    );
}
