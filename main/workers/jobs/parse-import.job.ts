import { type ParsedSlice, type ParseJob, parseRows } from '../../imports/imports.ts';

export const parseImport = (job: ParseJob, signal: AbortSignal): AsyncGenerator<ParsedSlice> => parseRows(job, signal);
