import type { Sql } from '../../db/db.ts';
import type { FieldRule } from './field-rule.ts';
import type { KeptSet } from './kept-set.ts';
import type { TextRule } from './text-rule.ts';

/** People as a set, to be counted: what a statement gives as `id`, who fulfils a rule about a field, and sets of these. */
export type PeopleSet =
  /** `kept` and `text` are the same people, for whoever keeps such in memory. */
  | { op: 'some'; select: Sql; kept?: KeptSet; text?: TextRule }
  | { op: 'field'; rule: FieldRule }
  | { op: 'all' | 'any'; of: readonly PeopleSet[] }
  | { op: 'not'; of: PeopleSet };
