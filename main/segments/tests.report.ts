import type { BooleanTest, NumberTest, TextTest } from '#shared/schema/rule.ts';
import { type Sql, sql, sqlJoin, sqlList } from '../db/db.ts';

/** What has to hold of a value, or, where `holds` is false, must not. The condition is never true of a value that is missing. */
export type Condition = { condition: Sql; holds: boolean };

/**
 * A test of a text. `value` is an expression that is a text or NULL; `normal` brings what a person wrote into the form that
 * the expression has.
 */
export function textCondition(test: TextTest, value: Sql, normal: (text: string) => string): Condition {
  switch (test.op) {
    case 'is':
    case 'is-not':
      return { condition: sql`(${value} = ${normal(test.value)} AND ${value} <> '')`, holds: test.op === 'is' };
    case 'contains':
    case 'contains-not':
      return { condition: part(normal(test.value), (it) => sql`instr(${value}, ${it}) > 0`), holds: test.op === 'contains' };
    case 'begins':
      return { condition: part(normal(test.value), (it) => sql`substr(${value}, 1, length(${it})) = ${it}`), holds: true };
    case 'ends':
      return { condition: part(normal(test.value), (it) => sql`substr(${value}, -length(${it})) = ${it}`), holds: true };
    case 'one-of':
      return { condition: sql`(${value} IN ${sqlList(test.values.map(normal))} AND ${value} <> '')`, holds: true };
    case 'empty':
    case 'filled':
      return { condition: sql`${value} <> ''`, holds: test.op === 'filled' };
  }
}

/** Of a text that is nothing but marks nothing is left to look for: nobody has that. */
const part = (text: string, condition: (text: string) => Sql): Sql => sql`(${text} <> '' AND ${condition(text)})`;

const SIGNS = {
  is: sql`=`,
  'is-not': sql`=`,
  less: sql`<`,
  'at-most': sql`<=`,
  more: sql`>`,
  'at-least': sql`>=`,
} satisfies Record<string, Sql>;

export function numberCondition(test: NumberTest, value: Sql): Condition {
  switch (test.op) {
    case 'between':
      return { condition: sql`${value} BETWEEN ${test.from} AND ${test.to}`, holds: true };
    case 'empty':
    case 'filled':
      return { condition: sql`${value} IS NOT NULL`, holds: test.op === 'filled' };
    default:
      return { condition: sql`${value} ${SIGNS[test.op]} ${test.value}`, holds: test.op !== 'is-not' };
  }
}

export function booleanCondition(test: BooleanTest, value: Sql): Condition {
  switch (test.op) {
    case 'yes':
      return { condition: sql`${value} = 1`, holds: true };
    case 'no':
      return { condition: sql`${value} = 0`, holds: true };
    case 'empty':
    case 'filled':
      return { condition: sql`${value} IS NOT NULL`, holds: test.op === 'filled' };
  }
}

/** A value in JSON as a text, a number or 0 and 1; NULL where it is none of that type. */
export const jsonText = (type: Sql, value: Sql): Sql => sql`iif(${type} = 'text', fold(${value}), NULL)`;
export const jsonNumber = (type: Sql, value: Sql): Sql => sql`iif(${type} IN ('integer', 'real'), ${value}, NULL)`;
export const jsonBoolean = (type: Sql): Sql => sql`CASE ${type} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`;

export const both = (conditions: readonly Sql[]): Sql => sqlJoin(conditions, ' AND ');
