import type { RefusedCase } from './case.fixture.ts';
import { ods, row, stringsXml, table, xlsx, zip } from './workbooks.fixture.ts';

const one = () =>
  xlsx({ sheets: [{ name: 'S', data: row(1, [['A', 'inlineStr', 'email']]) + row(2, [['A', 'inlineStr', 'a@example.com']]) }] });

/** What is given for a table and is none, or is damaged, or is made to harm. */
export const refused: RefusedCase[] = [
  {
    name: 'archive.zip',
    bytes: () => zip({ 'people.csv': 'email\na@example.com\n' }),
    code: 'imports.not-a-table',
    says: /ZIP archive/,
  },
  {
    name: 'document.odt',
    bytes: () => zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' }),
    code: 'imports.not-a-table',
    says: /ZIP archive/,
  },
  {
    name: 'binary.xlsb',
    bytes: () => zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': Buffer.alloc(9) }),
    code: 'imports.not-a-table',
    says: /binary Excel workbook/,
  },
  {
    name: 'old.xls',
    bytes: Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]),
    code: 'imports.not-a-table',
    says: /old Excel workbook/,
  },
  {
    name: 'locked.xlsx',
    bytes: Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]),
    code: 'imports.not-a-table',
    says: /password/,
  },
  {
    name: 'locked.ods',
    bytes: () => ods('', { 'META-INF/manifest.xml': '<manifest><encryption-data/></manifest>' }),
    code: 'imports.locked',
    says: /password/,
  },
  { name: 'picture.csv', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), code: 'imports.not-a-table', says: /picture/ },
  {
    name: 'cut.xlsx',
    bytes: async () => (await one()).subarray(0, 700),
    code: 'imports.damaged',
    says: /damaged: its end is missing/,
  },
  {
    name: 'bits.xlsx',
    bytes: async () => {
      const bytes = await one();
      const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 40;
      for (let byte = at; byte < at + 60; byte++) bytes[byte] = 0xff;
      return bytes;
    },
    code: 'imports.damaged',
    says: /damaged/,
  },
  {
    name: 'not-well-formed.xlsx',
    bytes: () => xlsx({ sheets: [{ name: 'S', data: '<row r="1"><c r="A1"><v>1</row>' }] }),
    code: 'imports.damaged',
    says: /not written as it has to be/,
  },
  {
    name: 'entities.xlsx',
    bytes: () =>
      xlsx({
        sheets: [
          {
            name: 'S',
            data: '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>',
          },
        ],
      }),
    code: 'imports.damaged',
    says: /damaged/,
  },
  {
    name: 'no-such-text.xlsx',
    bytes: () =>
      xlsx({ sheets: [{ name: 'S', data: '<row r="1"><c r="A1" t="s"><v>x</v></c></row>' }], strings: stringsXml('a') }),
    code: 'imports.damaged',
    says: /a cell names a text/,
  },
  { name: 'no-sheet.xlsx', bytes: () => xlsx({ sheets: [] }), code: 'imports.damaged', says: /no sheet/ },
  {
    name: 'endless-rows.ods',
    bytes: () =>
      ods(
        table(
          'T',
          '<table:table-row table:number-rows-repeated="2000000000"><table:table-cell office:value-type="string"><x:p xmlns:x="x">a@example.com</x:p></table:table-cell></table:table-row>',
        ),
      ),
    code: 'imports.too-large',
    says: /more rows than a sheet can have/,
  },
  {
    name: 'bomb.xlsx',
    bytes: () =>
      xlsx({
        sheets: [{ name: 'S', data: `<row r="1"><c r="A1" t="inlineStr"><is><t>${'a'.repeat(40_000_000)}</t></is></c></row>` }],
      }),
    code: 'imports.too-large',
    says: /enormous/,
  },
];
