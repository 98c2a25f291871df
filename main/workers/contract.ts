import type { Preview } from '#shared/rpc/imports.ts';
import type { ErrorFacts } from '#shared/schema/errors.ts';
import type { PackedGroup, Packing } from '../base/packed-groups.ts';
import type { DryRun } from '../content/content.ts';
import type { Sql } from '../db/db.ts';
import type { ExportJob } from '../exports/exports.ts';
import type { PackedSlice, ParseJob, PreviewJob } from '../imports/imports.ts';
import type { DryRunJob } from './jobs/dry-run.job.ts';

/** Every job that runs off the main thread: what it is given and what it answers, slice by slice. */
export type Jobs = {
  /** `from` is the first slice that is wanted. */
  'parse-import': { input: ParseJob & { from?: number }; slice: PackedSlice };
  /** One slice: the preview. */
  'preview-import': { input: PreviewJob; slice: Preview };
  /** How far the file is. */
  'write-export': { input: ExportJob; slice: { rows: number; total: number } };
  /** The first column of what a statement finds, slice by slice. */
  'read-numbers': { input: ReadJob; slice: number[] };
  /** One slice: all rows. */
  'read-rows': { input: ReadJob; slice: unknown[] };
  /** One slice: very many people in few groups. */
  'pack-people': { input: PackJob; slice: PackedGroup[] };
  /** How far it is, and in the last one what came of it. */
  'dry-run': { input: DryRunJob; slice: DryRun };
  /** One slice: a bit for each id. */
  'bits-of-ids': { input: ReadJob; slice: Uint8Array };
};
/** A statement that reads, and the database that it reads. */
export type ReadJob = { file: string; query: Sql };
export type PackJob = ReadJob & { packing: Packing };
export type JobName = keyof Jobs;
export type JobCall = { [Name in JobName]: { name: Name; input: Jobs[Name]['input'] } }[JobName];

/** What the pool tells a thread. `more` allows one more slice to be made: nothing piles up. */
export type ToWorker = { type: 'run'; call: JobCall } | { type: 'more' } | { type: 'abort' };

/** What a thread tells the pool. Known errors cross as facts, others with their stack for the log. */
export type FromWorker =
  | { type: 'slice'; slice: Jobs[JobName]['slice'] }
  | { type: 'done' }
  | { type: 'failed'; facts: ErrorFacts | null; message: string; stack: string };
