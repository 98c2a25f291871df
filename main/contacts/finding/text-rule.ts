import { type Bits, either, noBits, without } from './bits.ts';
import { BEGIN, FIRST, KEY, LAST, READ } from './person-text.ts';
import type { Texts } from './texts.ts';

/** What an address or a name has to be, for whoever keeps these in memory. `values` are folded already. */
export type TextRule = { of: 'email' | 'first-name' | 'last-name' } & (
  | { op: 'filled' }
  | { op: 'is' | 'contains' | 'begins' | 'ends'; values: readonly string[] }
);

/** So many and so long ones are looked for here; others by the database. */
const MOST_VALUES = 12;
const LONGEST = 250;
export const isFindable = (values: readonly string[]): boolean =>
  values.length <= MOST_VALUES && values.every(({ length }) => length <= LONGEST);

/** The signs that stand before and behind a part. */
const around = { email: [BEGIN, KEY], 'last-name': [READ, LAST], 'first-name': [LAST, FIRST] } as const;

/** Who fulfils a rule, where it is about any of its values. Nobody has an empty text. */
export function withText({ texts, alive }: { texts: Texts; alive: Bits }, rule: TextRule): Bits {
  const [before, behind] = around[rule.of];
  if (rule.op === 'filled') return without(alive, texts.find(Buffer.of(before, behind), 0));
  const [begin, end] = [rule.op === 'is' || rule.op === 'begins', rule.op === 'is' || rule.op === 'ends'];
  return either(
    noBits(0),
    ...rule.values
      .filter((value) => value !== '')
      .map((value) => {
        const needle = [begin ? Buffer.of(before) : '', value, end ? Buffer.of(behind) : ''].map((part) => Buffer.from(part));
        return texts.find(Buffer.concat(needle), begin || end ? 0 : behind);
      }),
  );
}
