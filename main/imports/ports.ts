import type { MappingChoices, Preview, Reading, Target } from '#shared/rpc/imports.ts';
import type { FieldValues } from '#shared/schema/shapes.ts';
import type { FieldType, MembershipStatus, SuppressionReason } from '#shared/schema/words.ts';
import type { IncomingColumns } from '../contacts/contacts.ts';

/** A column that becomes a field which exists by now. */
type FieldColumn = { to: 'field'; key: string; label: string; type: FieldType; choices?: readonly string[] | undefined };
/** What a column becomes, once every new field was made. */
export type Column = Exclude<Target, { to: 'newField' } | { to: 'field' }> | FieldColumn;

/** All that a thread needs to read a file; plain data, since it crosses to it. */
export type ParseJob = {
  path: string;
  reading: Reading;
  columns: Column[];
  /** Of people whose row says nothing about it. */
  status: MembershipStatus;
  correctTypos?: MappingChoices['correctTypos'];
  roles?: MappingChoices['roles'];
};

/** What should be known of a row that is taken. `corrected` tells the address as the file has it. */
export type RowWarning = { kind: 'corrected'; from: string } | { kind: 'role'; name: string };

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
  /** With the line that they are about. */
  warnings?: RowWarning[];
  line?: number;
};

export type RejectedRow = { line: number; reason: string; cells: string[] };

/** A warning as it is kept: `email` as it was taken, `written` as the file has it where another was meant. */
export type KeptWarning = { line: number; kind: RowWarning['kind']; email: string; written: string };

/** Some rows of a file, in its order, and how far the file was read for them. */
export type ParsedSlice = { people: ParsedPerson[]; rejects: RejectedRow[]; bytesRead: number };

/** A slice as it crosses from the thread that parses: one text, which costs a fraction of many small objects. */
export type PackedSlice = {
  rows: number;
  /** The people, column by column, as JSON; null where the slice was written before and is passed over. */
  people: string | null;
  rejects: RejectedRow[];
  warnings: KeptWarning[];
  bytesRead: number;
};

/** The people of a slice, column by column. What few rows have is named by the row. */
export type PackedPeople = IncomingColumns & {
  statuses: MembershipStatus[];
  consents: [row: number, at: number][];
  suppressed: [row: number, reason: SuppressionReason][];
  tags: [name: string, rows: number[]][];
};

/** Reads a file away from the main thread. The next slice is only made once it is asked for; aborting ends it. */
export type ParseFile = (job: ParseJob, options: { signal: AbortSignal; from?: number }) => AsyncIterable<PackedSlice>;

export type PreviewJob = {
  path: string;
  fileName: string;
  reading: Reading | undefined;
  fields: KnownField[];
  choices?: MappingChoices;
  /** What became of the columns of files that were imported before, by their shape. */
  shapes?: RememberedShape[];
};
/** What was decided for the files whose columns have these names. */
export type RememberedShape = { shape: string; columns: Column[]; usedAt: number };
/** A field that columns may become. */
export type KnownField = { key: string; label: string; type: FieldType; choices?: readonly string[] };
/** Looks into a file away from the main thread. */
export type PreviewFile = (job: PreviewJob) => Promise<Preview>;
