import { open } from 'node:fs/promises';
import type { Reading } from '#shared/rpc/imports.ts';

/** Turns bytes into text piece by piece. A byte order mark at the beginning is left out; what cannot be read becomes U+FFFD. */
export function decoder(encoding: Reading['encoding']): (bytes: Uint8Array, final: boolean) => string {
  const decode = new TextDecoder(encoding);
  return (bytes, final) => decode.decode(bytes, { stream: !final });
}

const CHUNK_BYTES = 256 * 1024;

/** The bytes of a file in pieces. Each piece is a view of the same memory: it is gone when the next one is asked for. */
export async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const memory = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(memory, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return;
      yield memory.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
