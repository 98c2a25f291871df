import type { DateTest, Leaf, MomentTest, Rule } from '#shared/schema/rule.ts';
import { listFields } from '../../../contacts/contacts.ts';
import { fieldNamed } from '../fields.ts';
import {
  type Condition,
  dayOf,
  daysOf,
  endOfSecond,
  not,
  numbers,
  type Place,
  secondOf,
  texts,
  wrong,
  wrongOp,
} from './parts.ts';

const TEXT_OPS = {
  eq: 'is',
  neq: 'is-not',
  contains: 'contains',
  not_contains: 'contains-not',
  starts_with: 'begins',
  ends_with: 'ends',
} as const;
type TextTest = Extract<Leaf, { kind: 'contact' }>['test'];

export function textTest(leaf: Condition, at: Place): TextTest {
  const { op, value } = leaf;
  if (op === 'exists' || op === 'not_exists') return { type: 'text', op: op === 'exists' ? 'filled' : 'empty' };
  if (op === 'in') return { type: 'text', op: 'one-of', values: texts(value, at) };
  if (!Object.hasOwn(TEXT_OPS, op)) throw wrongOp(leaf, at);
  const [first = ''] = texts([value], at);
  return { type: 'text', op: TEXT_OPS[op as keyof typeof TEXT_OPS], value: first };
}

const NUMBER_OPS = { eq: 'is', neq: 'is-not', gt: 'more', gte: 'at-least', lt: 'less', lte: 'at-most' } as const;

export function byField(leaf: Condition, at: Place): Rule {
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
    return { kind: 'field', key, test: dayTest(leaf, at) };
  }
  if (op === 'not_in') return not({ kind: 'field', key, test: { type: 'text', op: 'one-of', values: texts(value, at) } });
  return { kind: 'field', key, test: textTest(leaf, at) };
}

/** Of a moment: compared to the second. */
export function momentTest(leaf: Condition, at: Place): Extract<Leaf, { kind: 'created' }>['test'] {
  const { op, value } = leaf;
  if (op === 'before') return { type: 'date', op: 'earlier', at: secondOf(value, at) };
  if (op === 'after') return { type: 'date', op: 'later', at: endOfSecond(secondOf(value, at)) };
  return dayTest(leaf, at);
}

/** What can be said of a day and of a moment alike. */
type DayTest = Extract<DateTest, MomentTest>;

/** Of a day, and of what is counted in days. */
function dayTest(leaf: Condition, at: Place): DayTest {
  const { op, value } = leaf;
  if (op === 'before' || op === 'after') return { type: 'date', op, day: dayOf(value, at) };
  if (op === 'within_days' || op === 'not_within_days')
    return { type: 'date', op: op === 'within_days' ? 'last' : 'not-last', days: daysOf(value, at) };
  if (op === 'exists' || op === 'not_exists') return { type: 'date', op: op === 'exists' ? 'filled' : 'empty' };
  throw wrongOp(leaf, at);
}
