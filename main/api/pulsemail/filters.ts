import { z } from 'zod';
import { type Group, type Leaf, type Rule, rule as ruleShape } from '#shared/schema/rule.ts';
import { invalid } from '../../base/errors.ts';
import { listFields } from '../../contacts/contacts.ts';
import type { ReadDb } from '../../db/db.ts';
import { requireList } from '../../lists/lists.ts';
import { fieldNamed } from './fields.ts';
import { fromId } from './ids.ts';
import { requireTag } from './tags.ts';

const DEEPEST = 5;
const MOST_LEAVES = 50;

type Context = { db: ReadDb; listId: string | null; leaves: { left: number } };

/** A filter expression as a rule; what cannot be read is refused with its place. Of one list where one is named. */
export function toRule(db: ReadDb, { filter, listId }: { filter: unknown; listId: string | null }): Group {
  const context = { db, listId, leaves: { left: MOST_LEAVES } };
  const own = expression(filter, { context, place: 'filter', depth: 1 });
  const inList: Rule[] = listId === null ? [] : [list({ listId })];
  const parsed = ruleShape.safeParse({ kind: 'group', match: 'all', rules: [...inList, own] });
  if (!parsed.success) throw wrong('filter', parsed.error.issues[0]?.message ?? 'is not a filter');
  return parsed.data;
}

const wrong = (place: string, issue: string) => invalid('http.invalid', issue, { [place]: issue });

type Place = { context: Context; place: string; depth: number };

const leafShape = z.object({
  field: z.string().max(100),
  op: z.string().max(40),
  value: z.unknown().optional(),
  within_days: z.number().int().min(1).max(36_500).optional(),
});

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

const group = (match: Group['match'], rules: Rule[]): Group => ({ kind: 'group', match, rules });
const not = (rule: Rule): Rule => group('none', [rule]);

type Condition = z.output<typeof leafShape>;

function condition(leaf: Condition, at: Place): Rule {
  const { field } = leaf;
  const { db } = at.context;
  if (field.startsWith('fields.')) return byField(leaf, at);
  switch (field) {
    case 'tag':
      return oneOf(leaf, at, { has: true, has_not: false }, (slug) => ({
        kind: 'tag',
        tagId: requireTag(db, slug).id,
        has: true,
      }));
    case 'status':
      return oneOf(leaf, at, EQUALS, (word) => byStatus(word, at));
    case 'list_id':
      return oneOf(leaf, at, EQUALS, (id) => list({ listId: requireList(db, fromId('lst', id)).publicId }));
    case 'email':
      return { kind: 'contact', name: 'email', test: textTest(leaf, at) };
    case 'consent_source':
      return oneOf(leaf, at, { ...EQUALS, contains: true, not_contains: false }, (source) => list({ ...ofList(at), source }));
    case 'consent_at':
      return list({ ...ofList(at), agreed: momentTest(leaf, at) });
    case 'created_at':
      return { kind: 'created', test: momentTest(leaf, at) };
    case 'last_open_at':
      return lastTime('opened', leaf, at);
    case 'last_click_at':
      return lastTime('clicked', leaf, at);
    case 'opens':
      return howOften('opened', leaf, at);
    case 'clicks':
      return howOften('clicked', leaf, at);
    case 'sends':
      return howOften('received', leaf, at);
    case 'rule': {
      // What was made in the app and has no words here is told as it is, and taken back so.
      const parsed = ruleShape.safeParse(leaf.value);
      if (leaf.op !== 'matches' || !parsed.success) throw wrong(`${at.place}.value`, 'is no rule of the app');
      return parsed.data;
    }
    default:
      throw wrong(`${at.place}.field`, 'is not known');
  }
}

const EQUALS = { eq: true, neq: false, in: true, not_in: false };

/** One value or several, of which any may be; denied where the operator denies. */
function oneOf(leaf: Condition, at: Place, ops: Record<string, boolean>, of: (value: string) => Rule): Rule {
  if (!Object.hasOwn(ops, leaf.op)) throw wrongOp(leaf, at);
  const values = z
    .union([
      z
        .string()
        .min(1)
        .max(500)
        .transform((one) => [one]),
      z.array(z.string().min(1).max(500)).min(1).max(50),
    ])
    .safeParse(leaf.value);
  if (!values.success) throw wrong(`${at.place}.value`, 'is a text or a list of texts');
  return group(ops[leaf.op] ? 'any' : 'none', values.data.map(of));
}

const wrongOp = (leaf: Condition, { place }: Place) => wrong(`${place}.op`, `${leaf.op} is not possible with ${leaf.field}`);

type ListLeaf = Extract<Leaf, { kind: 'list' }>;
const list = (facts: Partial<ListLeaf>): ListLeaf => ({
  kind: 'list',
  listId: null,
  in: true,
  status: null,
  method: null,
  source: '',
  agreed: null,
  ...facts,
});
const ofList = ({ context }: Place) => ({ listId: context.listId });

function byStatus(word: string, at: Place): Rule {
  const suppressed = (reason: 'bounced' | null): Rule => ({ kind: 'suppressed', is: true, reason });
  switch (word) {
    case 'subscribed':
    case 'pending':
      return group('all', [list({ ...ofList(at), status: word }), not(suppressed(null))]);
    case 'bounced':
      return suppressed('bounced');
    case 'unsubscribed':
      return group('all', [
        group('any', [list({ ...ofList(at), status: 'unsubscribed' }), suppressed(null)]),
        not(suppressed('bounced')),
      ]);
    default:
      throw wrong(`${at.place}.value`, 'is one of subscribed, unsubscribed, bounced, pending');
  }
}

const TEXT_OPS = {
  eq: 'is',
  neq: 'is-not',
  contains: 'contains',
  not_contains: 'contains-not',
  starts_with: 'begins',
  ends_with: 'ends',
} as const;
type TextTest = Extract<Leaf, { kind: 'contact' }>['test'];

function textTest(leaf: Condition, at: Place): TextTest {
  const { op, value } = leaf;
  if (op === 'exists' || op === 'not_exists') return { type: 'text', op: op === 'exists' ? 'filled' : 'empty' };
  if (op === 'in') return { type: 'text', op: 'one-of', values: texts(value, at) };
  if (!Object.hasOwn(TEXT_OPS, op)) throw wrongOp(leaf, at);
  const [first = ''] = texts([value], at);
  return { type: 'text', op: TEXT_OPS[op as keyof typeof TEXT_OPS], value: first };
}

function texts(value: unknown, { place }: Place): string[] {
  const parsed = z
    .array(z.union([z.string().min(1).max(500), z.number(), z.boolean()]))
    .min(1)
    .max(500)
    .safeParse(value);
  if (!parsed.success) throw wrong(`${place}.value`, 'is a text or a list of texts');
  return parsed.data.map(String);
}

const NUMBER_OPS = { eq: 'is', neq: 'is-not', gt: 'more', gte: 'at-least', lt: 'less', lte: 'at-most' } as const;

function byField(leaf: Condition, at: Place): Rule {
  const name = leaf.field.slice('fields.'.length);
  const field = fieldNamed(listFields(at.context.db), name);
  if (!field) throw wrong(`${at.place}.field`, `there is no field ${name.slice(0, 64)}`);
  const { key, type } = field;
  const { op, value } = leaf;
  const presence = op === 'exists' ? 'filled' : op === 'not_exists' ? 'empty' : null;
  if (type === 'number') {
    if (presence) return { kind: 'field', key, test: { type, op: presence } };
    if (op === 'between') {
      const [from = 0, to = 0] = numbers(value, at, 2);
      return { kind: 'field', key, test: { type, op, from, to } };
    }
    if (!Object.hasOwn(NUMBER_OPS, op)) throw wrongOp(leaf, at);
    const [amount = 0] = numbers([value], at, 1);
    return { kind: 'field', key, test: { type, op: NUMBER_OPS[op as keyof typeof NUMBER_OPS], value: amount } };
  }
  if (type === 'boolean') {
    if (presence) return { kind: 'field', key, test: { type, op: presence } };
    if ((op !== 'eq' && op !== 'neq') || typeof value !== 'boolean') throw wrongOp(leaf, at);
    const yes: Rule = { kind: 'field', key, test: { type, op: value ? 'yes' : 'no' } };
    return op === 'eq' ? yes : not(yes);
  }
  if (type === 'date') {
    if (presence) return { kind: 'field', key, test: { type, op: presence } };
    return { kind: 'field', key, test: momentTest(leaf, at) };
  }
  if (op === 'not_in') return not({ kind: 'field', key, test: { type: 'text', op: 'one-of', values: texts(value, at) } });
  return { kind: 'field', key, test: textTest(leaf, at) };
}

function numbers(value: unknown, { place }: Place, count: number): number[] {
  const parsed = z.array(z.number().finite()).length(count).safeParse(value);
  if (!parsed.success) throw wrong(`${place}.value`, count === 2 ? 'is a list of two numbers' : 'is a number');
  return parsed.data;
}

function dayOf(value: unknown, { place }: Place): string {
  const parsed = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(value);
  if (!parsed.success) throw wrong(`${place}.value`, 'is a time such as 2026-05-12T07:30:00Z');
  return new Date(parsed.data).toISOString().slice(0, 10);
}

function daysOf(value: unknown, { place }: Place): number {
  const parsed = z.number().int().min(1).max(36_500).safeParse(value);
  if (!parsed.success) throw wrong(`${place}.value`, 'is a number of days');
  return parsed.data;
}

/** Times are compared by the day. */
function momentTest(leaf: Condition, at: Place): Extract<Leaf, { kind: 'created' }>['test'] {
  const { op, value } = leaf;
  if (op === 'before' || op === 'after') return { type: 'date', op, day: dayOf(value, at) };
  if (op === 'within_days' || op === 'not_within_days')
    return { type: 'date', op: op === 'within_days' ? 'last' : 'not-last', days: daysOf(value, at) };
  if (op === 'exists' || op === 'not_exists') return { type: 'date', op: op === 'exists' ? 'filled' : 'empty' };
  throw wrongOp(leaf, at);
}

type Engagement = Extract<Leaf, { kind: 'engagement' }>;
const did = (what: Engagement['what'], facts: Partial<Engagement> = {}): Engagement => ({
  kind: 'engagement',
  what,
  did: true,
  times: 1,
  within: null,
  campaignId: null,
  url: null,
  ...facts,
});
const LAST_DAY = '9999-12-31';

function lastTime(what: 'opened' | 'clicked', leaf: Condition, at: Place): Rule {
  const { op, value } = leaf;
  switch (op) {
    case 'exists':
      return did(what);
    case 'not_exists':
      return did(what, { did: false });
    case 'within_days':
      return did(what, { within: { lastDays: daysOf(value, at) } });
    case 'not_within_days':
      return did(what, { did: false, within: { lastDays: daysOf(value, at) } });
    case 'after':
      return did(what, { within: { from: dayOf(value, at), to: LAST_DAY } });
    case 'before':
      return group('all', [did(what), did(what, { did: false, within: { from: dayOf(value, at), to: LAST_DAY } })]);
    default:
      throw wrongOp(leaf, at);
  }
}

/** So often at least, or not; what is at least nothing is everybody. */
function howOften(what: Engagement['what'], leaf: Condition, at: Place): Rule {
  const within = leaf.within_days === undefined ? null : { lastDays: leaf.within_days };
  const least = (times: number): Rule =>
    times < 1 ? group('all', []) : did(what, { times: Math.min(times, 1_000_000), within });
  if (leaf.op === 'exists') return least(1);
  if (leaf.op === 'not_exists') return not(least(1));
  if (leaf.op === 'between') {
    const [from = 0, to = 0] = numbers(leaf.value, at, 2);
    return group('all', [least(Math.ceil(from)), not(least(Math.floor(to) + 1))]);
  }
  const [given = 0] = numbers([leaf.value], at, 1);
  switch (leaf.op) {
    case 'gte':
      return least(Math.ceil(given));
    case 'gt':
      return least(Math.floor(given) + 1);
    case 'lt':
      return not(least(Math.ceil(given)));
    case 'lte':
      return not(least(Math.floor(given) + 1));
    case 'eq':
    case 'neq': {
      const exactly = group('all', [least(given), not(least(given + 1))]);
      return leaf.op === 'eq' ? exactly : not(exactly);
    }
    default:
      throw wrongOp(leaf, at);
  }
}
