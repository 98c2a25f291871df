import { type Group, type Rule, rule as ruleShape } from '#shared/schema/rule.ts';
import type { ReadDb } from '../../../db/db.ts';
import { condition, list } from './condition.ts';
import { type Context, group, leafShape, type Place, wrong } from './parts.ts';
import { treeOf } from './text.ts';

const DEEPEST = 5;
const MOST_LEAVES = 50;

/** A filter as the tree that is kept and answered, whichever way it was written. */
export const asTree = (filter: string | Record<string, unknown>): Record<string, unknown> =>
  typeof filter === 'string' ? { ...treeOf(filter) } : filter;

/** A filter expression as a rule; what cannot be read is refused with its place. Of one list where one is named. */
export function toRule(db: ReadDb, { filter, listId }: { filter: unknown; listId: string | null }): Group {
  const context: Context = { db, listId, leaves: { left: MOST_LEAVES } };
  const own = expression(filter, { context, place: 'filter', depth: 1 });
  const inList: Rule[] = listId === null ? [] : [list({ listId })];
  const parsed = ruleShape.safeParse({ kind: 'group', match: 'all', rules: [...inList, own] });
  if (!parsed.success) throw wrong('filter', parsed.error.issues[0]?.message ?? 'is not a filter');
  return parsed.data;
}

function expression(value: unknown, at: Place): Rule {
  const { context, place, depth } = at;
  if (depth > DEEPEST) throw wrong(place, `filters can be ${DEEPEST} deep`);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(place, 'is an object with all, any, not or a field');
  const of = value as Record<string, unknown>;
  for (const match of ['all', 'any'] as const) {
    if (!(match in of)) continue;
    const parts = of[match];
    if (!Array.isArray(parts) || parts.length === 0) throw wrong(`${place}.${match}`, 'is a list of at least one expression');
    return group(
      match,
      parts.map((part, index) => expression(part, { context, place: `${place}.${match}[${index}]`, depth: depth + 1 })),
    );
  }
  if ('not' in of) return group('none', [expression(of['not'], { context, place: `${place}.not`, depth: depth + 1 })]);
  const parsed = leafShape.safeParse(value);
  if (!parsed.success) throw wrong(place, 'is an object with all, any, not or a field and its op');
  if (context.leaves.left-- === 0) throw wrong(place, `filters can have ${MOST_LEAVES} conditions`);
  return condition(parsed.data, at);
}
