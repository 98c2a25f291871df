import type { PackedGroup, Packing } from '../base/packed-groups.ts';
import type { Sql } from '../db/db.ts';

/** What is read of large audiences off the main thread, each answer from one moment of the data in `file`. */
export type Reads = {
  rows: <Row>(asked: { file: string; query: Sql }) => Promise<Row[]>;
  /** `query` gives id, kind and value. */
  groups: (asked: { file: string; query: Sql; packing: Packing }) => Promise<PackedGroup[]>;
};
