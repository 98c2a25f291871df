import type { Preview } from '#shared/rpc/imports.ts';
import type { ErrorFacts } from '#shared/schema/errors.ts';
import type { ParsedSlice, ParseJob, PreviewJob } from '../imports/imports.ts';

/** Every job that runs off the main thread: what it is given and what it answers, slice by slice. */
export type Jobs = {
  'parse-import': { input: ParseJob; slice: ParsedSlice };
  /** One slice: the preview. */
  'preview-import': { input: PreviewJob; slice: Preview };
};
export type JobName = keyof Jobs;
export type JobCall = { [Name in JobName]: { name: Name; input: Jobs[Name]['input'] } }[JobName];

/** What the pool tells a thread. `more` allows one more slice to be made: nothing piles up. */
export type ToWorker = { type: 'run'; call: JobCall } | { type: 'more' } | { type: 'abort' };

/** What a thread tells the pool. Known errors cross as facts, others with their stack for the log. */
export type FromWorker =
  | { type: 'slice'; slice: Jobs[JobName]['slice'] }
  | { type: 'done' }
  | { type: 'failed'; facts: ErrorFacts | null; message: string; stack: string };
