import { z } from 'zod';
import { id } from './shapes.ts';
import { consentMethod, membershipStatus, suppressionReason } from './words.ts';

/** No NUL: SQLite takes it for the end of a text. */
const text = z
  .string()
  .max(500)
  .refine((value) => !value.includes('\0'), 'has a character that no text has');
const said = text.min(1);
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (value: string): boolean =>
  DAY.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);
/** A day of the calendar, `2026-02-28`. */
const day = z.string().refine(isDay, 'is no day of the calendar');
const days = z.number().int().min(0).max(36_500);
const amount = z.number().finite();

/**
 * What a text has to be. Capitals and marks do not matter: "muller" is "Müller". Who has no text has the empty one, so
 * "is not" and "does not contain" are true of them.
 */
const textTest = z.discriminatedUnion('op', [
  z.object({
    type: z.literal('text'),
    op: z.enum(['is', 'is-not', 'contains', 'contains-not', 'begins', 'ends']),
    value: said,
  }),
  z.object({ type: z.literal('text'), op: z.literal('one-of'), values: z.array(said).min(1).max(500) }),
  z.object({ type: z.literal('text'), op: z.enum(['empty', 'filled']) }),
]);

/** What a number has to be. Who has none fulfils "is not" and "is empty" alone. */
const numberTest = z.discriminatedUnion('op', [
  z.object({
    type: z.literal('number'),
    op: z.enum(['is', 'is-not', 'less', 'at-most', 'more', 'at-least']),
    value: amount,
  }),
  z.object({ type: z.literal('number'), op: z.literal('between'), from: amount, to: amount }),
  z.object({ type: z.literal('number'), op: z.enum(['empty', 'filled']) }),
]);

/** Yes and no are both said; who said neither is "empty". */
const booleanTest = z.object({ type: z.literal('boolean'), op: z.enum(['yes', 'no', 'empty', 'filled']) });

/**
 * When a day has to be, both ends included. Days are those of the workspace's time zone: "last 1" is today and yesterday.
 * `anniversary-next` looks at day and month alone, "birthday in the next 7 days": 29 February is kept on the 28th of other years.
 */
const dateTests = [
  z.object({ type: z.literal('date'), op: z.enum(['on', 'before', 'after']), day }),
  z.object({ type: z.literal('date'), op: z.literal('between'), from: day, to: day }),
  z.object({ type: z.literal('date'), op: z.enum(['last', 'next', 'not-last']), days }),
  z.object({ type: z.literal('date'), op: z.enum(['empty', 'filled']) }),
] as const;
const dateTest = z.discriminatedUnion('op', [
  ...dateTests,
  z.object({ type: z.literal('date'), op: z.literal('anniversary-next'), days: days.max(365) }),
]);
/** In milliseconds, within the years that dates can be of. */
const exactly = z.number().int().min(-8.64e15).max(8.64e15);
/** The same of a moment, such as when somebody was added; also before or after another one, not only by the day. */
const momentTest = z.discriminatedUnion('op', [
  ...dateTests,
  z.object({ type: z.literal('date'), op: z.enum(['earlier', 'later']), at: exactly }),
]);

const fieldTest = z.union([textTest, numberTest, booleanTest, dateTest]);

export type MomentTest = z.infer<typeof momentTest>;

/** Over which time something is counted: the last so many times 24 hours, from day to day, or after a moment. Null is ever. */
const period = z
  .union([
    z.object({ lastDays: z.number().int().min(1).max(36_500) }),
    z.object({ from: day, to: day }),
    z.object({ since: exactly }),
  ])
  .nullable();

const times = z.number().int().min(1).max(1_000_000).default(1);

/** Each leaf says of a person yes or no; `did`, `has` and `in` that are false mean everybody else, without exception. */
export const leaf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field'), key: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/), test: fieldTest }),
  z.object({ kind: z.literal('contact'), name: z.enum(['email', 'domain', 'first-name', 'last-name']), test: textTest }),
  z.object({ kind: z.literal('created'), test: momentTest }),
  z.object({ kind: z.literal('tag'), tagId: id, has: z.boolean().default(true) }),
  z.object({
    kind: z.literal('list'),
    /** Null is any list. */
    listId: id.nullable(),
    in: z.boolean().default(true),
    /** Null is any status. */
    status: membershipStatus.nullable().default(null),
    method: consentMethod.nullable().default(null),
    /** A part of where the consent came from. */
    source: text.default(''),
    /** When they agreed. */
    agreed: momentTest.nullable().default(null),
  }),
  z.object({
    kind: z.literal('engagement'),
    /** Received is what the other server took. */
    what: z.enum(['received', 'opened', 'clicked']),
    did: z.boolean().default(true),
    times,
    within: period.default(null),
    /** Null is any campaign. */
    campaignId: id.nullable().default(null),
    /** Of clicks: the link; null is any. */
    url: z.string().max(2000).nullable().default(null),
  }),
  z.object({
    kind: z.literal('event'),
    /** Not what lists say better: who has joined and left. */
    name: said.refine((name) => name !== 'subscribed' && name !== 'unsubscribed', 'is what lists know'),
    did: z.boolean().default(true),
    times,
    within: period.default(null),
    /** What the event has to carry, all of it. */
    where: z
      .array(z.object({ property: said, test: z.union([textTest, numberTest, booleanTest]) }))
      .max(10)
      .default([]),
  }),
  z.object({
    kind: z.literal('mailed'),
    hours: z
      .number()
      .int()
      .min(1)
      .max(24 * 366),
    did: z.boolean().default(true),
  }),
  z.object({ kind: z.literal('import'), importId: id, in: z.boolean().default(true) }),
  z.object({
    kind: z.literal('suppressed'),
    is: z.boolean().default(true),
    /** Null is whatever reason. */
    reason: suppressionReason.nullable().default(null),
  }),
  z.object({ kind: z.literal('segment'), segmentId: id, in: z.boolean().default(true) }),
]);
export type Leaf = z.infer<typeof leaf>;
export type LeafKind = Leaf['kind'];
export type LeafOf<Kind extends LeafKind> = Extract<Leaf, { kind: Kind }>;

export type TextTest = z.infer<typeof textTest>;
export type NumberTest = z.infer<typeof numberTest>;
export type BooleanTest = z.infer<typeof booleanTest>;
export type DateTest = z.infer<typeof dateTest>;
export type FieldTest = z.infer<typeof fieldTest>;
export type Period = z.infer<typeof period>;

export type Match = 'all' | 'any' | 'none';
/** Rules of which all, at least one, or none have to be true. Of no rules, "all" and "none" are true of everybody and "any" of nobody. */
export type Group = { kind: 'group'; match: Match; rules: Rule[] };
export type Rule = Leaf | Group;

/** Deeper than a person can follow, and as deep as SQLite does. */
const DEEPEST = 8;
const MOST_LEAVES = 100;

const node: z.ZodType<Rule> = z.lazy(() => z.union([leaf, group]));
const group: z.ZodType<Group> = z.object({
  kind: z.literal('group'),
  match: z.enum(['all', 'any', 'none']),
  rules: z.array(node).max(MOST_LEAVES),
});

/** Who is meant, as a tree; its root is a group. */
export const rule = group.superRefine((root, context) => {
  const { depth, leaves } = measure(root);
  if (depth > DEEPEST) context.addIssue({ code: 'custom', message: `Groups can be ${DEEPEST} deep.` });
  if (leaves > MOST_LEAVES) context.addIssue({ code: 'custom', message: `There can be ${MOST_LEAVES} conditions.` });
});

function measure(from: Rule): { depth: number; leaves: number } {
  if (from.kind !== 'group') return { depth: 0, leaves: 1 };
  const inner = from.rules.map(measure);
  return {
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
    leaves: inner.reduce((sum, { leaves }) => sum + leaves, 0),
  };
}

/** Every condition of a tree, in the order of reading. */
export const leavesOf = (from: Rule): Leaf[] => (from.kind === 'group' ? from.rules.flatMap(leavesOf) : [from]);

export const everybody: Group = { kind: 'group', match: 'all', rules: [] };
