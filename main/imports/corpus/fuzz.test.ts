import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encoding as encodings, type Reading } from '#shared/rpc/imports.ts';
import { DomainError } from '../../base/errors.ts';
import { temporaryFolder } from '../../db/testing.ts';
import { parseRows } from '../parse.ts';
import { previewFile } from '../preview.ts';
import { recordsOf } from '../reading/reading.ts';
import { canEncode, encode } from './encode.fixture.ts';
import { ods, odsRow, row, table, text, xlsx } from './workbooks.fixture.ts';

let folder: string;
let remove: () => void;
let count = 0;
beforeAll(() => {
  ({ folder, remove } = temporaryFolder());
});
afterAll(() => remove());

function put(bytes: Uint8Array): string {
  const path = join(folder, String(count++ % 8));
  writeFileSync(path, bytes);
  return path;
}

async function cellsOf(path: string, reading: Reading): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const _ of recordsOf({ path, reading, note: () => {} }, { emit: ({ cells }) => rows.push(cells) }));
  return rows;
}

const letters = 'abc XYZ019,;|\t"\'\r\näßéłčřőşğшюΩ€山名张'.split('');
/** Not blank and without spaces around, so that no row of the table is one that is passed over. */
const filled = (usable: readonly string[]) =>
  fc.string({ unit: fc.constantFrom(...usable), maxLength: 12 }).map((inner) => `x${inner}x`);

/** A table as another program writes it: marks around every cell, or only around those that need them. */
function written(
  rows: readonly string[][],
  { delimiter, quote, end, always }: { delimiter: string; quote: string; end: string; always: boolean },
): string {
  const cell = (value: string) =>
    always || [delimiter, quote, '\r', '\n'].some((sign) => value.includes(sign))
      ? `${quote}${value.replaceAll(quote, quote + quote)}${quote}`
      : value;
  return rows.map((cells) => cells.map(cell).join(delimiter)).join(end) + end;
}

it.each(encodings.options)('reads back every cell of every table written in %s', async (encoding) => {
  const usable = letters.filter((letter) => canEncode(letter, encoding));
  const reading = fc.record({
    delimiter: fc.constantFrom<Reading['delimiter'][]>(',', ';', '\t', '|'),
    quote: fc.constantFrom<('"' | "'")[]>('"', "'"),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    always: fc.boolean(),
    mark: fc.boolean(),
  });
  const tables = fc.array(fc.array(filled(usable), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(tables, reading, async (rows, { mark, ...how }) => {
      const bytes = encode(written(rows, how), encoding, mark && encoding.startsWith('utf'));
      const { delimiter, quote } = how;
      expect(await cellsOf(put(bytes), { encoding, delimiter, quote, header: false })).toEqual(rows);
    }),
    { numRuns: 40 },
  );
});

it('reads back every cell of every workbook', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ä', '<', '&', '"', ' ', '山', '\n', '1'), maxLength: 8 });
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 12 });
  const escaped = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const trimmed = (cells: readonly string[]) => {
    const last = cells.findLastIndex((value) => value !== '');
    return cells.slice(0, last + 1);
  };
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const expected = cells.map(trimmed).filter((one) => one.some((value) => value.trim() !== ''));
      const data = cells
        .map((one, at) =>
          row(
            at + 1,
            one.map((value, index) => [String.fromCharCode(65 + index), 'inlineStr', escaped(value)]),
          ),
        )
        .join('');
      const book = await xlsx({ sheets: [{ name: 'S', data }] });
      const usual = { encoding: 'utf-8', delimiter: ',', header: false } as const;
      expect(await cellsOf(put(book), { ...usual, format: 'xlsx' })).toEqual(expected);
      const sheet = await ods(
        table(
          'S',
          cells
            .map((one) => odsRow(one.map((value) => (value === '' ? '<table:table-cell/>' : text(escaped(value)))).join('')))
            .join(''),
        ),
      );
      expect(await cellsOf(put(sheet), { ...usual, format: 'ods' })).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it('reads back every card that another program writes', async () => {
  const word = fc
    .string({ unit: fc.constantFrom('a', 'Ä', ',', ';', ':', '\\', '山', ' '), maxLength: 80 })
    .map((inner) => `x${inner}x`);
  const person = fc.record({ first: word, last: word, note: word, version: fc.constantFrom('3.0', '4.0') });
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 8 }), async (people) => {
      const cards = people.map(({ first, last, note, version }, index) => {
        const card = new ICAL.Component(['vcard', [], []]);
        card.addPropertyWithValue('version', version);
        card.addPropertyWithValue('email', `p${index}@example.com`);
        card.addProperty(new ICAL.Property(['n', {}, 'text', [last, first, '', '', '']], card));
        card.addPropertyWithValue('note', note);
        return card.toString();
      });
      const rows = await cellsOf(put(Buffer.from(cards.join('\r\n'))), {
        format: 'vcard',
        encoding: 'utf-8',
        delimiter: ',',
        header: true,
      });
      expect(rows.map((cells) => [cells[0], cells[1], cells[2], cells[12]])).toEqual(
        people.map(({ first, last, note }, index) => [`p${index}@example.com`, first, last, note]),
      );
    }),
    { numRuns: 60 },
  );
});

/** Reads a file with nothing known of it, and imports it as it is suggested. Whatever goes wrong has to be told in words. */
async function survive(bytes: Uint8Array): Promise<void> {
  const path = put(bytes);
  try {
    const { reading, columns, rows, rowsExact, outlook } = await previewFile({
      path,
      fileName: 'x',
      reading: undefined,
      fields: [],
    });
    const mapping = columns.map(({ guess }) =>
      guess.to === 'newField' || guess.to === 'field' ? { to: 'nothing' as const } : guess,
    );
    let read = 0;
    for await (const { people, rejects } of parseRows(
      { path, reading, columns: mapping, status: 'subscribed' },
      new AbortController().signal,
    ))
      read += people.length + rejects.length;
    if (!rowsExact) return;
    expect(read).toBe(rows);
    expect(outlook.rows).toBe(rows);
    if (columns.some(({ guess }) => guess.to === 'email'))
      expect(outlook.taken + outlook.rejects.reduce((sum, reject) => sum + reject.rows, 0)).toBe(rows);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.message).toMatch(/^[A-Z].*\.$/s);
  }
}

it('accounts for every row of whatever bytes', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc
      .array(fc.constantFrom('a@example.com', '"', ',', ';', '\n', '\r', '\0', "'", 'ä', '\u00ff', 'email'), { maxLength: 200 })
      .map((parts) => Buffer.from(parts.join(''), 'latin1')),
    fc
      .array(
        fc.constantFrom(
          'BEGIN:VCARD',
          'END:VCARD',
          'EMAIL:a@example.com',
          'N:a;b',
          ' folded',
          'NOTE;ENCODING=QUOTED-PRINTABLE:=',
          'AGENT:',
          'PHOTO:x',
          '',
        ),
        { maxLength: 30 },
      )
      .map((lines) => Buffer.from(['BEGIN:VCARD', ...lines].join('\n'))),
  );
  await fc.assert(fc.asyncProperty(bytes, survive), { numRuns: 400 });
});

it('says what is wrong with workbooks that were damaged anywhere', async () => {
  const sound = [
    await xlsx({
      sheets: [{ name: 'S', data: row(1, [['A', 'inlineStr', 'email']]) + row(2, [['A', 'inlineStr', 'a@example.com']]) }],
    }),
    await ods(table('S', odsRow(text('email')) + odsRow(text('a@example.com')))),
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sound), fc.nat(), fc.nat(255), fc.boolean(), async (book, where, value, cut) => {
      const bytes = Buffer.from(cut ? book.subarray(0, where % book.length) : book);
      if (!cut) bytes[where % bytes.length] = value;
      await survive(bytes);
    }),
    { numRuns: 200 },
  );
});
