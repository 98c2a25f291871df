import { wrong } from './parts.ts';
import { type Token, tokensOf } from './tokens.ts';

type Leaf = { field: string; op: string; value?: unknown; within_days?: number };
/** A filter as a tree, as it is kept and answered. */
export type Tree = { all: Tree[] } | { any: Tree[] } | { not: Tree } | Leaf;

/** Far deeper than a filter may be, so that this reader never is the one that gives up first. */
const DEEPEST = 40;

const SIGNS: Record<string, string> = {
  '=': 'eq',
  '==': 'eq',
  '!=': 'neq',
  '<>': 'neq',
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
};
const TIMES = new Set(['consent_at', 'created_at', 'last_open_at', 'last_click_at']);
const OF_TIMES: Record<string, string> = { gt: 'after', lt: 'before' };
const OF_TAGS: Record<string, string> = { eq: 'has', neq: 'has_not', in: 'has', not_in: 'has_not' };
const WITHOUT_VALUE = new Set(['exists', 'not_exists']);

/**
 * A filter that was written as text, such as `tag has "vip" and not last_open_at within 90d`. `not` binds closer than
 * `and`, and that closer than `or`.
 */
export function treeOf(text: string): Tree {
  const tokens = tokensOf(text);
  let at = 0;
  let depth = 0;
  const next = (): Token => tokens[at] ?? { kind: 'end', text: 'the end', at: text.length };
  const unexpected = () => wrong('filter', `${next().text} is not expected at character ${next().at + 1}`);
  const isWord = (word: string) => next().kind === 'word' && next().text.toLowerCase() === word;
  const isSign = (sign: string) => next().kind === 'sign' && next().text === sign;
  const take = (found: boolean): boolean => {
    if (found) at += 1;
    return found;
  };
  const demand = (found: boolean): void => {
    if (!take(found)) throw unexpected();
  };

  const either = (): Tree => joined('or', 'any', both);
  const both = (): Tree => joined('and', 'all', single);
  function joined(word: string, match: 'all' | 'any', part: () => Tree): Tree {
    const parts = [part()];
    while (take(isWord(word))) parts.push(part());
    const [first] = parts;
    if (first && parts.length === 1) return first;
    return match === 'all' ? { all: parts } : { any: parts };
  }

  function single(): Tree {
    depth += 1;
    if (depth > DEEPEST) throw wrong('filter', 'is too deep');
    try {
      if (take(isWord('not'))) return { not: single() };
      if (!take(isSign('('))) return leaf();
      const inner = either();
      demand(isSign(')'));
      return inner;
    } finally {
      depth -= 1;
    }
  }

  function leaf(): Leaf {
    const { kind, text: field } = next();
    demand(kind === 'word');
    const op = operator(field);
    if (WITHOUT_VALUE.has(op)) return { field, op };
    if (op === 'within' || op === 'not_within') return { field, op: `${op}_days`, value: days() };
    const value = op === 'between' ? span() : valueOrList();
    return { field, op, value, ...(take(isWord('within')) ? { within_days: days() } : {}) };
  }

  function operator(field: string): string {
    const denied = take(isWord('not'));
    const { kind, text: written } = next();
    demand(kind === 'word' || (kind === 'sign' && Object.hasOwn(SIGNS, written) && !denied));
    const plain = SIGNS[written] ?? written.toLowerCase();
    const op = denied ? `not_${plain}` : plain === 'has' && take(isWord('not')) ? 'has_not' : plain;
    if (field === 'tag') return OF_TAGS[op] ?? op;
    return TIMES.has(field) ? (OF_TIMES[op] ?? op) : op;
  }

  /** `90d`, `90 days` or `90`. */
  function days(): number {
    const { kind, text: written } = next();
    demand(kind === 'days' || kind === 'number');
    take(kind === 'number' && (isWord('days') || isWord('day')));
    return Number.parseInt(written, 10);
  }

  /** `between 1 and 5`, or `between [1, 5]`. */
  function span(): unknown {
    if (isSign('[') || isSign('(')) return valueOrList();
    const from = value();
    demand(isWord('and'));
    return [from, value()];
  }

  function valueOrList(): unknown {
    const end = isSign('[') ? ']' : isSign('(') ? ')' : null;
    if (end === null) return value();
    at += 1;
    const values = [value()];
    while (take(isSign(','))) values.push(value());
    demand(isSign(end));
    return values;
  }

  function value(): unknown {
    const { kind, text: written } = next();
    demand(kind === 'text' || kind === 'number' || kind === 'word');
    if (kind === 'number') return Number(written);
    if (kind === 'word' && (written === 'true' || written === 'false')) return written === 'true';
    return written;
  }

  const tree = either();
  if (next().kind !== 'end') throw unexpected();
  return tree;
}
