import { z } from 'zod';
import type { Group, Rule } from '#shared/schema/rule.ts';
import { invalid } from '../../../base/errors.ts';
import type { ReadDb } from '../../../db/db.ts';

/** What one filter is read with: the list that it is of, and how many conditions it may still have. */
export type Context = { db: ReadDb; listId: string | null; leaves: { left: number } };
/** Where in a filter something stands, so that a refusal can name it. */
export type Place = { context: Context; place: string; depth: number };

const SECOND = 1000;

export const leafShape = z.object({
  field: z.string().max(100),
  op: z.string().max(40),
  value: z.unknown().optional(),
  within_days: z.number().int().min(1).max(36_500).optional(),
});
export type Condition = z.output<typeof leafShape>;

export const group = (match: Group['match'], rules: Rule[]): Group => ({ kind: 'group', match, rules });
export const not = (rule: Rule): Rule => group('none', [rule]);

export const wrong = (place: string, issue: string) => invalid('http.invalid', issue, { [place]: issue });
export const wrongOp = (leaf: Condition, { place }: Place) =>
  wrong(`${place}.op`, `${leaf.op} is not possible with ${leaf.field}`);

export function texts(value: unknown, { place }: Place): string[] {
  const parsed = z
    .array(z.union([z.string().min(1).max(500), z.number(), z.boolean()]))
    .min(1)
    .max(500)
    .safeParse(value);
  if (!parsed.success) throw wrong(`${place}.value`, 'is a text or a list of texts');
  return parsed.data.map(String);
}

export function numbers(value: unknown, { place }: Place, count: number): number[] {
  const parsed = z.array(z.number().finite()).length(count).safeParse(value);
  if (!parsed.success) throw wrong(`${place}.value`, count === 2 ? 'is a list of two numbers' : 'is a number');
  return parsed.data;
}

/** The moment that a time means, to the second, as times are told here. */
export function secondOf(value: unknown, { place }: Place): number {
  const parsed = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(value);
  if (!parsed.success) throw wrong(`${place}.value`, 'is a time such as 2026-05-12T07:30:00Z');
  return Math.floor(Date.parse(parsed.data) / SECOND) * SECOND;
}

/** After a time is from the second on that follows it. */
export const endOfSecond = (second: number): number => second + SECOND - 1;

export function dayOf(value: unknown, { place }: Place): string {
  const parsed = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(value);
  if (!parsed.success) throw wrong(`${place}.value`, 'is a time such as 2026-05-12T07:30:00Z');
  return new Date(parsed.data).toISOString().slice(0, 10);
}

export function daysOf(value: unknown, { place }: Place): number {
  const parsed = z.number().int().min(1).max(36_500).safeParse(value);
  if (!parsed.success) throw wrong(`${place}.value`, 'is a number of days');
  return parsed.data;
}
