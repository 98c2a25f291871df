import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countBits, hasBit } from './bits.ts';
import { createSigns } from './signs.ts';

const letter = fc.constantFrom('a', 'b', 'z', '1', '@', '.', 'é', '日', 'xa', 'abz');
const text = fc.array(letter, { maxLength: 14 }).map((letters) => letters.join(''));

it('never leaves out who has a word, whatever texts it has learnt from and whoever was taken back', () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 80 }),
      fc.option(fc.array(text, { minLength: 1, maxLength: 40 })),
      fc.array(fc.nat(), { maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(6), fc.nat(6)), { minLength: 1, maxLength: 3 }),
      fc.nat(2000),
      (texts, learnt, cleared, parts, first) => {
        const signs = createSigns(0);
        const held: (string | null)[] = [...texts];
        if (learnt) signs.learn(Buffer.from(learnt.join('')), learnt.length);
        held.forEach((one, at) => {
          const bytes = Buffer.from(one ?? '');
          signs.put(first + at, bytes, 0, bytes.length);
        });
        for (const one of cleared) {
          signs.clear(first + (one % held.length));
          held[one % held.length] = null;
        }
        // Parts of one of the texts, so that mostly somebody has them.
        const words = parts
          .map(([of, from, length]) => [...(texts[of % texts.length] ?? '')].slice(from, from + length + 1).join(''))
          .filter((word) => word !== '');
        const may = signs.search(
          words.map((word) => Buffer.from(word)),
          first + held.length,
        );
        held.forEach((one, at) => {
          if (one !== null && words.every((word) => one.includes(word))) expect(hasBit(may, first + at)).toBe(true);
          if (one === null && words.length > 0) expect(hasBit(may, first + at)).toBe(false);
        });
        expect(may.length).toBe(Math.ceil((first + held.length) / 32));
        const letters = signs.search([Buffer.from('z')], first + held.length);
        expect(countBits(letters)).toBe(held.filter((one) => one?.includes('z')).length);
      },
    ),
    { numRuns: 300 },
  );
});

it('passes nearly everybody over who lacks a rare word, though all of its letters are frequent', () => {
  const names = ['anna', 'otto', 'nora', 'tom', 'rosa', 'marta', 'anton', 'roman'];
  const texts = Array.from({ length: 4000 }, (_, at) =>
    Buffer.from(`${names[at % 8]}.${names[(at >> 3) % 8]}${at}@${at % 3 ? 'mail' : 'tarn'}.example${at === 2024 ? 'motar' : ''}`),
  );
  const signs = createSigns(texts.length);
  signs.learn(Buffer.concat(texts.slice(0, 1000)), 1000);
  texts.forEach((one, slot) => {
    signs.put(slot, one, 0, one.length);
  });
  const may = signs.search([Buffer.from('motar')], texts.length);
  expect(hasBit(may, 2024)).toBe(true);
  expect(countBits(may)).toBeLessThan(40);
});
