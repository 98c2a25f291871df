import { type ReadDb, type Sql, sql, sqlList } from '../../db/db.ts';
import { fold } from '../fold.ts';
import type { FieldRule } from './field-rule.ts';

/** Who fulfils a rule about a field: a SELECT of contact ids, each once, to be spliced into another. */
export function contactsWithField(_db: ReadDb, rule: FieldRule): Sql {
  const stored = sql`fields ->> ${`$.${JSON.stringify(rule.key)}`}`;
  // A part is looked for in a number as it is read: 12 and not 12.0, which a function makes of it.
  const inParts = rule.op === 'contains' || rule.op === 'begins' || rule.op === 'ends';
  const value = inParts ? sql`fold(CAST(${stored} AS TEXT))` : sql`fold(${stored})`;
  return sql`SELECT id FROM contacts WHERE ${holds(value, rule)}`;
}

/** How many fulfil it. */
export const countContactsWithField = (db: ReadDb, rule: FieldRule): number =>
  db.value<number>(sql`/* finding.count-field */ SELECT count(*) AS count FROM (${contactsWithField(db, rule)})`) ?? 0;

/** Whether a value, folded already, fulfils the rule. */
function holds(value: Sql, rule: FieldRule): Sql {
  switch (rule.op) {
    case 'filled':
      return sql`${value} IS NOT NULL`;
    case 'is':
      return sql`${value} = ${folded(rule.value)}`;
    case 'less':
      return sql`${value} < ${folded(rule.value)}`;
    case 'at-most':
      return sql`${value} <= ${folded(rule.value)}`;
    case 'more':
      return sql`${value} > ${folded(rule.value)}`;
    case 'at-least':
      return sql`${value} >= ${folded(rule.value)}`;
    case 'between':
      return sql`${value} BETWEEN ${folded(rule.from)} AND ${folded(rule.to)}`;
    case 'one-of':
      return sql`${value} IN ${sqlList(rule.values.map(folded))}`;
    case 'contains':
      return sql`instr(${value}, ${folded(rule.value)}) > 0`;
    case 'begins':
      return sql`substr(${value}, 1, length(${folded(rule.value)})) = ${folded(rule.value)}`;
    case 'ends':
      return sql`substr(${value}, -length(${folded(rule.value)})) = ${folded(rule.value)}`;
  }
}

const folded = <Value extends string | number | boolean>(value: Value): string | number =>
  typeof value === 'string' ? fold(value) : Number(value);
