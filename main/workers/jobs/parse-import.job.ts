import { type PackedSlice, type ParseJob, packSlices, parseRows } from '../../imports/imports.ts';

export const parseImport = (job: ParseJob & { from?: number }, signal: AbortSignal): AsyncGenerator<PackedSlice> =>
  packSlices(parseRows(job, signal), job.from);
