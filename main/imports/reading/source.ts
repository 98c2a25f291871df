import type { Reading } from '#shared/rpc/imports.ts';
import type { CsvRecord } from '../records.ts';

export type SourceFile = {
  path: string;
  reading: Reading;
  /** Told what a person should know of the file as a whole. */
  note: (text: string) => void;
  /** Only so many rows will be asked for; what only the others need is left out. */
  most?: number;
};

/** Hands every row of a file to `emit`, in order, header and all, and yields how much of the file was read: 0 to 1. */
export type RecordSource = (file: SourceFile, emit: (record: CsvRecord) => void) => AsyncGenerator<number>;
