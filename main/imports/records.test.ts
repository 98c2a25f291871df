import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CsvRecord, recordReader, TOO_LONG, UNCLOSED } from './records.ts';

/** The rows of a text that arrives in pieces of a length. */
function read(text: string, { delimiter = ',', quote = '"', piece = text.length || 1 } = {}): CsvRecord[] {
  const records: CsvRecord[] = [];
  const reader = recordReader({ delimiter, quote, emit: (record) => records.push(record) });
  for (let at = 0; at < text.length; at += piece) reader.push(text.slice(at, at + piece));
  reader.end();
  return records;
}
const cells = (...found: Parameters<typeof read>) => read(...found).map((record) => record.cells);

it('splits rows into cells', () => {
  expect(cells('a,b\r\nc,d\n"e, f","g ""h"""\n,\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['e, f', 'g "h"'],
    ['', ''],
  ]);
  expect(cells('a,b')).toEqual([['a', 'b']]);
  expect(cells('"a"')).toEqual([['a']]);
  expect(cells('a,""')).toEqual([['a', '']]);
  expect(cells('')).toEqual([]);
});

it('ends a line at a return, a feed, or both, mixed as they come', () => {
  expect(cells('a\rb\r')).toEqual([['a'], ['b']]);
  const records = read('a,b\r\n1,2\r3,4\n"x\ry",5\r\r\n6,7');
  expect(records.map(({ line, cells: found }) => [line, found.join('|')])).toEqual([
    [1, 'a|b'],
    [2, '1|2'],
    [3, '3|4'],
    [4, 'x\ry|5'],
    [6, ''],
    [7, '6|7'],
  ]);
});

it('reads cells that are wrapped in apostrophes', () => {
  expect(cells("'a, b','c''d',\"e\n", { quote: "'" })).toEqual([['a, b', "c'd", '"e']]);
});

it('reads a line of a million marks and commas in a moment', () => {
  const began = performance.now();
  expect(read(`a\n${'"x",y,'.repeat(160_000)}\nb`, { piece: 262_144 }).map(({ line }) => line)).toEqual([1, 2, 3]);
  expect(performance.now() - began).toBeLessThan(2000);
});

it('counts lines where a cell spans several of them', () => {
  const records = read('a,b\n"1\n2\r\n3",x\nlast,y\n');
  expect(records.map((record) => record.line)).toEqual([1, 2, 5]);
  expect(records[1]?.cells).toEqual(['1\n2\r\n3', 'x']);
});

it('takes marks in the middle of a cell as they stand', () => {
  expect(cells('5" nails,x\n"Fritz "Fritze" Maier",y\n "a" ,b\n')).toEqual([
    ['5" nails', 'x'],
    ['Fritz "Fritze" Maier', 'y'],
    ['a', 'b'],
  ]);
});

it.each([
  ['in the middle of a file', 'a,b\n1,"x\n2,y\n3,"z"\n4,w\n', [2]],
  ['at the end of a file', 'a,b\n1,x\n2,"y\n', [3]],
  ['on the last line without an end', 'a,b\n1,x\n2,"y', [3]],
  ['on two lines after each other', 'a,b\n1,"x\n2,"y\n3,z\n', [2, 3]],
  ['before cells that are quoted', 'a,b\n"1,"x"\n"2","y"\n3,"z\n"4","w"\n', [4]],
  ['before an empty quoted cell', 'a,b,c\n1,"x,c\n2,"",c\n3,y,c\n', [2]],
  ['before a stray mark at the end of a cell', 'a,b,c\n1,"x,c\n2,y,5"\n', [2]],
])('gives up one line alone for a mark that is not closed %s', (_, text, lines) => {
  const records = read(text);
  expect(records.filter((record) => record.problem === UNCLOSED).map((record) => record.line)).toEqual(lines);
  const physical = text.trimEnd().split('\n').length;
  expect(records.map((record) => record.line)).toEqual(Array.from({ length: physical }, (_, index) => index + 1));
});

it('does not let a mark that is never closed swallow a long file', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => `p${index}@example.com,Name`);
  rows[3] = 'p3@example.com,"Name';
  const records = read(rows.join('\n'), { piece: 65_536 });
  expect(records).toHaveLength(20_000);
  expect(records.filter((record) => record.problem !== null)).toEqual([
    { line: 4, cells: ['p3@example.com', '"Name'], problem: UNCLOSED },
  ]);
});

it('reads on after a line of 10 MB and keeps little of it', () => {
  const records = read(`a,b\n${'x'.repeat(10_000_000)}\nc,d\n`, { piece: 262_144 });
  expect(records.map((record) => [record.line, record.problem])).toEqual([
    [1, null],
    [2, TOO_LONG],
    [3, null],
  ]);
  expect(records[1]?.cells.join('').length).toBeLessThan(2000);
  expect(read(`a,b\n"${'x'.repeat(10_000_000)}\nc,d\n`, { piece: 262_144 }).at(-1)).toEqual({
    line: 3,
    cells: ['c', 'd'],
    problem: null,
  });
});

it('reads the same rows in whatever pieces the text arrives', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'ä') });
  fc.assert(
    fc.property(
      fc.array(cell).map((parts) => parts.join(',')),
      fc.integer({ min: 1, max: 7 }),
      (text, piece) => {
        expect(read(text, { piece })).toEqual(read(text));
      },
    ),
    { numRuns: 500 },
  );
});

it('reads what is written properly as every other parser does', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'b', ';', '"', '\n', 'ä', ' ') }).map((text) => text.trim());
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
      const text = rows.map((row) => row.map(quote).join(';')).join('\r\n');
      expect(cells(text, { delimiter: ';' })).toEqual(
        parse(text, { delimiter: ';', relax_column_count: true, skip_empty_lines: false }),
      );
    }),
    { numRuns: 300 },
  );
});

it('never loses a line, whatever is in it', () => {
  const line = fc.string({ unit: fc.constantFrom('a', ',', '"', ' ', 'ä') });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), (lines) => {
      const text = `${lines.join('\n')}\n`;
      const covered = read(text).reduce(
        (sum, { cells, problem }) => sum + 1 + (problem ? 0 : cells.join('').split('\n').length - 1),
        0,
      );
      expect(covered).toBe(lines.length);
    }),
    { numRuns: 500 },
  );
});
