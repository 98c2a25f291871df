import type { ExportFormat } from '#shared/rpc/exports.ts';
import type { FieldType } from '#shared/schema/words.ts';
import type { SuppressionFilter } from '../contacts/contacts.ts';
import type { Sql } from '../db/db.ts';

export type Own =
  | 'email'
  | 'firstName'
  | 'lastName'
  | 'tags'
  | 'status'
  | 'consentSource'
  | 'consentAt'
  | 'lists'
  | 'suppressed'
  | 'createdAt'
  | 'updatedAt';

/** A column of the file; what a field is called was looked up already. */
export type Column = { header: string } & ({ own: Own } | { field: string; type: FieldType });

/** All that a thread needs to write a file; plain data, since it crosses to it. */
export type ExportJob = {
  /** The database that is read, and the file that is written. */
  file: string;
  path: string;
  format: ExportFormat;
} & ({ contacts: { select: Sql; columns: Column[]; listId: number | null } } | { suppressions: SuppressionFilter });

/** Writes a file away from the main thread and says how far it is; aborting ends it and leaves half a file. */
export type WriteExport = (job: ExportJob, options: { signal: AbortSignal }) => AsyncIterable<{ rows: number; total: number }>;

/** What a cell holds. A time is milliseconds. */
export type Cell = string | number | boolean | null | { date: string } | { time: number };
