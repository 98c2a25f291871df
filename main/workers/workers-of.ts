import type { PackedGroup } from '../base/packed-groups.ts';
import type { DryRun } from '../content/content.ts';
import type { WriteExport } from '../exports/exports.ts';
import type { ParseFile, PreviewFile } from '../imports/imports.ts';
import type { PackJob, ReadJob } from './contract.ts';
import type { DryRunJob } from './jobs/dry-run.job.ts';
import type { Pool } from './pool.ts';

export type Workers = {
  parseFile: ParseFile;
  previewFile: PreviewFile;
  readNumbers: (job: ReadJob, options: { signal: AbortSignal }) => AsyncIterable<readonly number[]>;
  reads: {
    rows: <Row>(job: ReadJob) => Promise<Row[]>;
    groups: (job: PackJob) => Promise<PackedGroup[]>;
    bits: (job: ReadJob) => Promise<Uint8Array>;
    dryRun: (job: DryRunJob, options: { signal: AbortSignal }) => AsyncIterable<DryRun>;
  };
  writeExport: WriteExport;
  stop: () => Promise<void>;
};

/**
 * The ports that the domains have declared, each done by a job of a pool. Questions have a pool of their own, since they
 * take a moment and do not wait until a file of an hour is read.
 */
export const workersOf = (pool: Pool, questions: Pool = pool): Workers => ({
  parseFile: (job, { signal, from = 0 }) => pool.run('parse-import', { ...job, from }, signal),
  previewFile: (job) => answer(pool.run('preview-import', job, new AbortController().signal)),
  writeExport: (job, { signal }) => pool.run('write-export', job, signal),
  readNumbers: (job, { signal }) => questions.run('read-numbers', job, signal),
  reads: {
    rows: async <Row>(job: ReadJob) => (await answer(questions.run('read-rows', job, new AbortController().signal))) as Row[],
    groups: (job) => answer(questions.run('pack-people', job, new AbortController().signal)),
    dryRun: (job, { signal }) => pool.run('dry-run', job, signal),
    bits: (job) => answer(questions.run('bits-of-ids', job, new AbortController().signal)),
  },
  stop: async () => void (await Promise.all([pool.stop(), questions.stop()])),
});

/** The one slice of a job. */
async function answer<Slice>(slices: AsyncGenerator<Slice>): Promise<Slice> {
  for await (const slice of slices) return slice;
  throw new Error('The job answered nothing.');
}
