import { spareMemory } from '../base/spare-memory.ts';
import type { ParseFile, PreviewFile } from '../imports/imports.ts';
import type { Pool } from './pool.ts';

export type Workers = { parseFile: ParseFile; previewFile: PreviewFile; stop: () => Promise<void> };

/** The ports that the domains have declared, each done by a job of the pool. */
export const workersOf = (pool: Pool): Workers => ({
  parseFile: (job, { signal }) => sparingly(pool.run('parse-import', job, signal)),
  previewFile: async (job) => {
    for await (const preview of pool.run('preview-import', job, new AbortController().signal)) return preview;
    throw new Error('The job answered nothing.');
  },
  stop: pool.stop,
});

async function* sparingly<Slice>(slices: AsyncGenerator<Slice>): AsyncGenerator<Slice> {
  const end = spareMemory();
  try {
    yield* slices;
  } finally {
    end();
  }
}
