import { fold } from '../fold.ts';
import type { FieldRule } from './field-rule.ts';
import type { FieldOrder } from './orders.ts';
import { compare, placeIn } from './sorting.ts';

/** From where to where an order by a field fulfils a rule; the last place is not in it any more. */
type Range = [from: number, to: number];

/** Where those stand who fulfil a rule: few stretches of the order by that field. */
export function rangesOf({ order, keyOf }: FieldOrder, rule: FieldRule): Range[] {
  const { slots, known } = order;
  /** The first place whose value is not below; or the first whose value is above. */
  const place = (value: string | number, above: boolean) =>
    placeIn(slots, 0, known, (slot) => {
      const side = compare(keyOf(slot), value);
      return side < 0 || (above && side === 0);
    });
  switch (rule.op) {
    case 'filled':
      return [[0, known]];
    case 'is':
      return [[place(folded(rule.value), false), place(folded(rule.value), true)]];
    case 'less':
      return [[0, place(folded(rule.value), false)]];
    case 'at-most':
      return [[0, place(folded(rule.value), true)]];
    case 'more':
      return [[place(folded(rule.value), true), known]];
    case 'at-least':
      return [[place(folded(rule.value), false), known]];
    case 'between':
      return [[place(folded(rule.from), false), place(folded(rule.to), true)]];
    case 'one-of':
      return [...new Set(rule.values.map(folded))].map((value) => [place(value, false), place(value, true)]);
    default:
      return stretches(
        known,
        (at) => fits(keyOf(slots[at] ?? 0), rule),
        (at) => place(keyOf(slots[at] ?? 0) ?? '', true),
      );
  }
}

/** Each value is looked at once, however many have it. */
function stretches(known: number, holds: (at: number) => boolean, afterValue: (at: number) => number): Range[] {
  const found: Range[] = [];
  for (let at = 0; at < known; ) {
    const next = Math.max(at + 1, afterValue(at));
    if (holds(at)) found.push([at, next]);
    at = next;
  }
  return found;
}

function fits(key: string | number | null, rule: Extract<FieldRule, { op: 'contains' | 'begins' | 'ends' }>): boolean {
  const [text, part] = [String(key), fold(rule.value)];
  if (rule.op === 'contains') return text.includes(part);
  return rule.op === 'begins' ? text.startsWith(part) : text.endsWith(part);
}

const folded = (value: string | number | boolean): string | number => (typeof value === 'string' ? fold(value) : Number(value));
