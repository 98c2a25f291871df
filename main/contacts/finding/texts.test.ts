import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasBit, noBits, setBit } from './bits.ts';
import { createTexts } from './texts.ts';

const letter = fc.constantFrom('a', 'b', 'ab', '1', '@', 'é', 'ß', '日本', ' ', 'ba', 'aab');
const text = fc.array(letter, { maxLength: 24 }).map((letters) => `${letters.join('')}\n`);
const word = fc.array(letter, { minLength: 1, maxLength: 8 }).map((letters) => letters.join(''));
const change = fc.record({ slot: fc.nat(), text });

it('finds a word in all texts, and among some of them, wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 120 }),
      fc.array(change, { maxLength: 6 }),
      fc.array(word, { minLength: 1, maxLength: 5 }),
      fc.nat(6),
      (given, changes, words, step) => {
        const held = [...given];
        const texts = createTexts(8);
        for (const one of held) texts.append(one);
        for (const { slot, text: changed } of changes) {
          held[slot % held.length] = changed;
          texts.replace(slot % held.length, changed);
        }
        const among = noBits(held.length);
        for (let slot = 0; slot < held.length; slot += step + 1) setBit(among, slot);
        for (const sought of words) {
          const [found, narrowed] = [texts.search(sought), texts.narrow(among, sought)];
          held.forEach((one, slot) => {
            expect(hasBit(found, slot)).toBe(one.includes(sought));
            expect(hasBit(narrowed, slot)).toBe(hasBit(among, slot) && one.includes(sought));
          });
        }
      },
    ),
    { numRuns: 400 },
  );
});
