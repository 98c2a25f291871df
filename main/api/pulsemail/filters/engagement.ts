import type { Leaf, Rule } from '#shared/schema/rule.ts';
import { type Condition, daysOf, endOfSecond, group, not, numbers, type Place, secondOf, wrongOp } from './parts.ts';

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
/** After a second, and from that second on. */
const after = (value: unknown, at: Place) => ({ since: endOfSecond(secondOf(value, at)) });
const from = (value: unknown, at: Place) => ({ since: secondOf(value, at) - 1 });

/** When somebody did something last. */
export function lastTime(what: 'opened' | 'clicked', leaf: Condition, at: Place): Rule {
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
      return did(what, { within: after(value, at) });
    case 'before':
      return group('all', [did(what), did(what, { did: false, within: from(value, at) })]);
    default:
      throw wrongOp(leaf, at);
  }
}

/** So often at least, or not; what is at least nothing is everybody. */
export function howOften(what: Engagement['what'], leaf: Condition, at: Place): Rule {
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
