import type { Sql } from '../../db/db.ts';
import type { FieldRule } from './field-rule.ts';
import type { KeptSet } from './kept-set.ts';

/** People as a set, to be counted: what a statement gives as `id`, who fulfils a rule about a field, and sets of these. */
export type PeopleSet =
  /** `kept` is the same people, for whoever keeps them in memory. */
  | { op: 'some'; select: Sql; kept?: KeptSet }
  | { op: 'field'; rule: FieldRule }
  | { op: 'all' | 'any'; of: readonly PeopleSet[] }
  | { op: 'not'; of: PeopleSet };
