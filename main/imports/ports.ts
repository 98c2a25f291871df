import type { Preview, Reading, Target } from '#shared/rpc/imports.ts';
import type { FieldValues } from '#shared/schema/shapes.ts';
import type { FieldType, MembershipStatus, SuppressionReason } from '#shared/schema/words.ts';

/** A column that becomes a field which exists by now. */
type FieldColumn = { to: 'field'; key: string; label: string; type: FieldType };
/** What a column becomes, once every new field was made. */
export type Column = Exclude<Target, { to: 'newField' } | { to: 'field' }> | FieldColumn;

/** All that a thread needs to read a file; plain data, since it crosses to it. */
export type ParseJob = {
  path: string;
  reading: Reading;
  columns: Column[];
  /** Of people whose row says nothing about it. */
  status: MembershipStatus;
};

/** A row that can be taken: address checked, values read. */
export type ParsedPerson = {
  key: string;
  email: string;
  firstName: string;
  lastName: string;
  fields: FieldValues;
  tags: string[];
  status: MembershipStatus;
  /** Why the address must not be mailed, if the row says so. */
  suppress: SuppressionReason | null;
  consentAt: number | null;
};

export type RejectedRow = { line: number; reason: string; cells: string[] };

/** Some rows of a file, in its order, and how far the file was read for them. */
export type ParsedSlice = { people: ParsedPerson[]; rejects: RejectedRow[]; bytesRead: number };

/** Reads a file away from the main thread. The next slice is only made once it is asked for; aborting ends it. */
export type ParseFile = (job: ParseJob, options: { signal: AbortSignal }) => AsyncIterable<ParsedSlice>;

export type PreviewJob = { path: string; fileName: string; reading: Reading | undefined; fields: KnownField[] };
/** A field that columns may become. */
export type KnownField = { key: string; label: string; type: FieldType };
/** Looks into a file away from the main thread. */
export type PreviewFile = (job: PreviewJob) => Promise<Preview>;
