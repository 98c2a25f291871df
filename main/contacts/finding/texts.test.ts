import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasBit } from './bits.ts';
import { FIRST, type Findable, KEY, keysOf, LAST, READ, takeIn, textOf } from './person-text.ts';
import { createTexts } from './texts.ts';

const letter = fc.constantFrom(
  'a',
  'b',
  'ab',
  '1',
  '@',
  'é',
  'ß',
  '日本',
  ' ',
  'ba',
  'aab',
  'A',
  'Ü',
  '\n',
  'ﷺ',
  'ŉ',
  'Ø',
  'Σ',
  'u\u0308',
  'İ',
);
const text = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(''));
const word = fc.array(letter, { minLength: 1, maxLength: 8 }).map((letters) => letters.join(''));
const person: fc.Arbitrary<Findable> = fc
  .record({ id: fc.constant(0), email: text, firstName: text, lastName: text, changedAt: fc.nat() })
  .map((made) => ({ ...made, emailKey: made.email.toLowerCase() }));
const change = fc.record({ slot: fc.nat(), person: fc.option(person) });

/** As the statement gives them. */
const rowsOf = (people: readonly Findable[]): Buffer =>
  Buffer.concat(
    people.flatMap(({ id, emailKey, email, firstName, lastName, changedAt }) =>
      [id, emailKey, email === emailKey ? '' : email, lastName, firstName, changedAt].flatMap((column) => [
        Buffer.from(`${column}`),
        Buffer.of(0xff),
      ]),
    ),
  );
const signs = [KEY, READ, LAST, FIRST] as const;
/** The parts of a text, by the sign behind each. */
const partsOf = (one: Findable | null): Map<number, string> => {
  const held = one ? textOf(one) : Buffer.alloc(0);
  let from = 1;
  return new Map(
    signs.map((sign) => {
      const part = held.toString('utf8', from, held.indexOf(sign));
      from = held.indexOf(sign) + 1;
      return [sign, part];
    }),
  );
};

it('finds words in all texts and in one part of them, wherever they stand', () => {
  fc.assert(
    fc.property(
      fc.array(person, { minLength: 1, maxLength: 120 }),
      fc.array(change, { maxLength: 6 }),
      fc.array(word, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...signs),
      fc.nat(120),
      (given, changes, words, sign, kept) => {
        const held: (Findable | null)[] = [...given];
        const texts = createTexts(8);
        const half = Math.ceil(given.length / 2);
        for (const some of [given.slice(0, half), given.slice(half)]) {
          const taken = takeIn(rowsOf(some), some.length);
          texts.append(taken.texts, taken.ends);
        }
        for (const { slot, person: changed } of changes) {
          held[slot % held.length] = changed;
          texts.replace(slot % held.length, changed && textOf(changed));
        }
        held.length = Math.max(1, Math.min(held.length, kept));
        texts.truncate(held.length);
        const all = held.map(partsOf);
        const hasIn = (parts: Map<number, string>, sought: string) => [...parts.values()].some((part) => part.includes(sought));
        const together = texts.search(words);
        all.forEach((parts, slot) => {
          expect(hasBit(together, slot)).toBe(words.every((sought) => hasIn(parts, sought)));
        });
        for (const sought of words) {
          const found = texts.search([sought]);
          const inPart = texts.find(Buffer.from(sought), sign);
          all.forEach((parts, slot) => {
            expect(hasBit(found, slot)).toBe(hasIn(parts, sought));
            expect(hasBit(inPart, slot)).toBe(parts.get(sign)?.includes(sought));
          });
        }
      },
    ),
    { numRuns: 400 },
  );
});

it('takes many people in as it does each of them', () => {
  fc.assert(
    fc.property(fc.array(person, { maxLength: 40 }), (given) => {
      const people = given.map((one, at) => ({ ...one, id: at * 3 + 1 }));
      const { texts, ends, ids, changed } = takeIn(rowsOf(people), people.length);
      expect(people.map((_, at) => texts.subarray(ends[at - 1] ?? 0, ends[at]))).toEqual(people.map(textOf));
      expect([...ids]).toEqual(people.map(({ id }) => id));
      expect([...changed]).toEqual(people.map(({ changedAt }) => changedAt));
    }),
    { numRuns: 400 },
  );
});

it('tells what people are sorted by', () => {
  const one = { id: 1, email: 'Ann@Bücher.example', emailKey: 'ann@xn--bcher-kva.example', changedAt: 1 };
  expect(keysOf(textOf({ ...one, firstName: 'Änne', lastName: 'O’Neill' }))).toEqual({
    email: one.emailKey,
    name: 'o’neill anne',
  });
  expect(keysOf(textOf({ ...one, firstName: 'Ann', lastName: '' })).name).toBe('ann');
  expect(keysOf(textOf({ ...one, firstName: '', lastName: '' })).name).toBeNull();
});
