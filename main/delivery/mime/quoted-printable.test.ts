import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLineEncoder, roomFor, writeQuotedPrintable } from './quoted-printable.ts';

const line = fc.oneof(
  fc.constantFrom('', ' ', '.', 'same', 'same ', '=', '<p>one</p>', 'x'.repeat(80), 'ü🥖'),
  fc.string({ unit: 'grapheme', maxLength: 90 }),
);
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r', '\n\n'))
  .map(([lines, end]) => lines.join(end));

it('lines taken from the message before are what encoding them again would give', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
      const write = createLineEncoder();
      for (const one of texts) {
        const source = Buffer.from(one);
        const [whole, again] = [Buffer.alloc(roomFor(source.length) + 8), Buffer.alloc(roomFor(source.length) + 8)];
        const wholeEnd = writeQuotedPrintable(source, whole, 3);
        const againEnd = write(one, again, 3);
        expect(again.toString('latin1', 3, againEnd)).toBe(whole.toString('latin1', 3, wholeEnd));
      }
    }),
    { numRuns: 2_000 },
  );
});

it('a line more or less in the middle does not matter to those around it', () => {
  const write = createLineEncoder();
  const target = Buffer.alloc(1_000);
  const encoded = (one: string) => target.toString('latin1', 0, write(one, target, 0));
  expect(encoded('head\nhello Anna\nfoot')).toBe('head\r\nhello Anna\r\nfoot\r\n');
  expect(encoded('head\nhello Ümit\nand more\nfoot\n')).toBe('head\r\nhello =C3=9Cmit\r\nand more\r\nfoot\r\n');
  expect(encoded('head\nfoot')).toBe('head\r\nfoot\r\n');
  expect(encoded('')).toBe('');
});
