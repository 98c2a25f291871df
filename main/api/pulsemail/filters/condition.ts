import { z } from 'zod';
import { type Leaf, type Rule, rule as ruleShape } from '#shared/schema/rule.ts';
import { requireList } from '../../../lists/lists.ts';
import { fromId } from '../ids.ts';
import { requireTag } from '../tags.ts';
import { howOften, lastTime } from './engagement.ts';
import { type Condition, group, not, type Place, wrong, wrongOp } from './parts.ts';
import { byField, momentTest, textTest } from './tests.ts';

/** One condition, by the field that it is about. */
export function condition(leaf: Condition, at: Place): Rule {
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

type ListLeaf = Extract<Leaf, { kind: 'list' }>;
export const list = (facts: Partial<ListLeaf>): ListLeaf => ({
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
