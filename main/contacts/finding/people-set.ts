import type { Sql } from '../../db/db.ts';
import type { FieldRule } from './field-rule.ts';

/** People as a set, to be counted: what a statement gives as `id`, who fulfils a rule about a field, and sets of these. */
export type PeopleSet =
  | { op: 'some'; select: Sql }
  | { op: 'field'; rule: FieldRule }
  | { op: 'all' | 'any'; of: readonly PeopleSet[] }
  | { op: 'not'; of: PeopleSet };
