import type { PackedGroup, Packing } from '../base/packed-groups.ts';
import type { Compiled, DryRun } from '../content/content.ts';
import type { Sql } from '../db/db.ts';

/** What is read of large audiences off the main thread, each answer from one moment of the data in `file`. */
export type Reads = {
  rows: <Row>(asked: { file: string; query: Sql }) => Promise<Row[]>;
  /** `query` gives id, kind and value. */
  groups: (asked: { file: string; query: Sql; packing: Packing }) => Promise<PackedGroup[]>;
  /** Makes the message of everybody that `query` gives; the last answer is what came of it. */
  dryRun: (
    asked: { file: string; query: Sql; compiled: Compiled; people: readonly Uint8Array[] },
    options: { signal: AbortSignal },
  ) => AsyncIterable<DryRun>;
  /** A bit for each id that `query` gives. */
  bits: (asked: { file: string; query: Sql }) => Promise<Uint8Array>;
};
