import type { CorpusCase } from './case.fixture.ts';
import { cell, ods, odsRow, row, sheetXml, stringsXml, stylesXml, table, text, xlsx, zip } from './workbooks.fixture.ts';

const xls = { format: 'xlsx' } as const;
const odf = { format: 'ods' } as const;
const headed = row(1, [
  ['A', 's', 0],
  ['B', 's', 1],
  ['C', 's', 2],
]);
const names = ['E-Mail', 'Vorname', 'Datum'];

/** Shared texts, dates as numbers with a style, a formula, an error, a truth: as Excel saves them. */
const excel = () =>
  xlsx({
    sheets: [
      {
        name: 'Kunden',
        data: `${row(1, [
          ['A', 's', 0],
          ['B', 's', 1],
          ['C', 's', 2],
          ['D', 's', 5],
          ['E', 's', 6],
          ['F', 's', 7],
        ])}<row r="2" spans="1:6"><c r="A2" t="s"><v>3</v></c><c r="B2" t="str"><f>UPPER("anna")</f><v>ANNA</v></c><c r="C2" s="1"><v>45000</v></c><c r="D2"><v>1234.5</v></c><c r="E2" t="b"><v>1</v></c><c r="F2" s="3"><v>1234</v></c></row><row r="3"><c r="A3" t="s"><v>4</v></c><c r="C3" s="2"><v>25569.5</v></c><c r="D3"><f>0.1+0.2</f><v>0.30000000000000004</v></c><c r="E3" t="b"><v>0</v></c><c r="F3" s="3"><v>50667</v></c></row>`,
      },
    ],
    strings: stringsXml(
      ...names,
      'a@example.com',
      '<r><rPr><b/></rPr><t>b@</t></r><r><t>example.com</t></r><rPh sb="0" eb="1"><t>ビー</t></rPh>',
      'Umsatz',
      'Club',
      'PLZ',
    ),
    styles: stylesXml,
  });

/** No places at the cells and no texts apart: as streaming writers save them. */
const inline = `<row><c t="inlineStr"><is><t>email</t></is></c><c t="inlineStr"><is><t>name</t></is></c></row><row><c t="inlineStr"><is><t>a@example.com</t></is></c><c t="inlineStr"><is><r><t>An</t></r><r><t>na</t></r></is></c></row><row><c t="inlineStr"><is><t xml:space="preserve"> b@example.com </t></is></c></row>`;

const plainRow = (number: number, ...cells: string[]): string =>
  row(
    number,
    cells.map((value, index): [string, string, string] => [String.fromCharCode(65 + index), 'inlineStr', value]),
  );

/** Names with a prefix, an absolute place of the workbook, other names of the parts: as some libraries save them. */
const prefixed = () =>
  zip({
    '[Content_Types].xml':
      '<x:Types xmlns:x="http://schemas.openxmlformats.org/package/2006/content-types"><x:Override PartName="/book/main.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></x:Types>',
    '_rels/.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="R1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/book/main.xml"/></Relationships>',
    'book/main.xml':
      '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="Data" sheetId="7" r:id="q"/></x:sheets></x:workbook>',
    'book/_rels/main.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="q" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="../tables/One.XML"/></Relationships>',
    'tables/one.xml':
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>email</x:t></x:is></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>since</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>a@example.com</x:t></x:is></x:c><x:c r="B2" t="d"><x:v>2024-05-06T00:00:00</x:v></x:c></x:row></x:sheetData></x:worksheet>',
  });

const odsHeader = odsRow(text('E-Mail') + text('Vorname') + text('Datum'));

export const sheets: CorpusCase[] = [
  {
    name: 'excel.xlsx',
    bytes: excel,
    as: xls,
    rows: 2,
    taken: 2,
    columns: ['email', 'firstName', 'newField:date', 'newField:number', 'newField:boolean', 'newField:text'],
    people: {
      'a@example.com': { firstName: 'ANNA', fields: { Datum: '2023-03-15', Umsatz: 1234.5, Club: true, PLZ: '01234' } },
      'b@example.com': { firstName: '', fields: { Datum: '1970-01-01', Umsatz: 0.3, Club: false, PLZ: '50667' } },
    },
  },
  {
    name: 'excel-1904.xlsx',
    bytes: () =>
      xlsx({
        from1904: true,
        sheets: [
          {
            name: 'S',
            data:
              headed +
              row(2, [
                ['A', 's', 3],
                ['C', 'n', 43538, 1],
              ]),
          },
        ],
        strings: stringsXml(...names, 'a@example.com'),
        styles: stylesXml,
      }),
    as: xls,
    rows: 1,
    taken: 1,
    people: { 'a@example.com': { fields: { Datum: '2023-03-15' } } },
  },
  {
    name: 'excel-first-days.xlsx',
    bytes: () =>
      xlsx({
        sheets: [
          {
            name: 'S',
            data:
              headed +
              row(2, [
                ['A', 'inlineStr', 'a@example.com'],
                ['C', 'n', 1, 1],
              ]) +
              row(3, [
                ['A', 'inlineStr', 'b@example.com'],
                ['C', 'n', 61, 1],
              ]),
          },
        ],
        strings: stringsXml(...names),
        styles: stylesXml,
      }),
    as: xls,
    rows: 2,
    taken: 2,
    people: { 'a@example.com': { fields: { Datum: '1900-01-01' } }, 'b@example.com': { fields: { Datum: '1900-03-01' } } },
  },
  {
    name: 'excel-date-and-time.xlsx',
    bytes: () =>
      xlsx({
        sheets: [
          {
            name: 'S',
            data:
              plainRow(1, 'email', 'Opt-in date') +
              row(2, [
                ['A', 'inlineStr', 'a@example.com'],
                ['B', 'n', 45418.297, 4],
              ]),
          },
        ],
        styles: stylesXml,
      }),
    as: xls,
    rows: 1,
    taken: 1,
    columns: ['email', 'consentAt'],
    people: { 'a@example.com': { consentAt: Date.UTC(2024, 4, 6, 7, 7, 41) } },
  },
  {
    name: 'google.xlsx',
    bytes: () =>
      xlsx({
        sheets: [
          {
            name: 'Sheet1',
            data:
              headed +
              row(
                2,
                [
                  ['A', 's', 3],
                  ['B', 's', 4],
                ],
                ' ht="15.75" customHeight="1"',
              ) +
              row(3, [], ' ht="15.75"') +
              row(1000, []),
          },
        ],
        strings: stringsXml(...names, 'a@example.com', 'Anna'),
        styles: stylesXml,
      }),
    as: xls,
    rows: 1,
    taken: 1,
    people: { 'a@example.com': { firstName: 'Anna' } },
  },
  {
    name: 'streamed-inline.xlsx',
    bytes: () => xlsx({ sheets: [{ name: 'Report', data: inline }] }),
    as: xls,
    rows: 2,
    taken: 2,
    people: { 'a@example.com': { firstName: 'Anna' }, 'b@example.com': {} },
  },
  {
    name: 'numbers.xlsx',
    // A title above the table stands in a sheet of its own, which comes first and is a summary.
    bytes: () =>
      xlsx({
        sheets: [
          { name: 'Export Summary', data: plainRow(1, 'This document was exported from Numbers.'), state: 'hidden' },
          { name: 'Blatt 1', data: plainRow(1, 'email', 'name') + plainRow(2, 'a@example.com', 'Anna') },
        ],
      }),
    as: xls,
    rows: 1,
    taken: 1,
  },
  {
    name: 'prefixed.xlsx',
    bytes: prefixed,
    as: xls,
    rows: 1,
    taken: 1,
    columns: ['email', 'newField:date'],
    people: { 'a@example.com': { fields: { since: '2024-05-06' } } },
  },
  {
    name: 'numbers-with-title.xlsx',
    bytes: () =>
      xlsx({
        sheets: [
          {
            name: 'Blatt 1',
            data: plainRow(1, 'Tabelle 1') + plainRow(2, 'email', 'vorname', 'ort') + plainRow(3, 'a@example.com', 'Anna', 'Ulm'),
          },
        ],
      }),
    as: { ...xls, skip: 1 },
    rows: 1,
    taken: 1,
    notes: /The row above the names of the columns is left out/,
    columns: ['email', 'firstName', 'newField:text'],
  },
  {
    name: 'second-sheet.xlsx',
    bytes: () =>
      xlsx({
        sheets: [
          { name: 'Alt', data: plainRow(1, 'email') + plainRow(2, 'old@example.com') },
          { name: 'Neu & gut'.replace('&', '&amp;'), data: plainRow(1, 'email') + plainRow(2, 'new@example.com') },
        ],
      }),
    corrected: { sheet: 'Neu & gut' },
    as: { ...xls, sheet: 'Neu & gut' },
    rows: 1,
    taken: 1,
    people: { 'new@example.com': {} },
  },
  {
    name: 'gaps-hidden-merged.xlsx',
    bytes: () =>
      xlsx({
        sheets: [
          {
            name: 'S',
            data: sheetXml(
              `${plainRow(1, 'email', 'first name', 'town')}${plainRow(4, 'a@example.com', 'Anna', 'Ulm')}${row(
                5,
                [
                  ['A', 'inlineStr', 'b@example.com'],
                  ['C', 'inlineStr', 'Bonn'],
                ],
                ' hidden="1"',
              )}${row(6, [['B', 'inlineStr', 'nobody']])}${row(7, [
                ['A', 'inlineStr', 'c@example.com'],
                ['F', 'inlineStr', 'far off'],
              ])}`,
            ).replace('</worksheet>', '<mergeCells><mergeCell ref="A4:A5"/></mergeCells></worksheet>'),
          },
        ],
      }),
    as: xls,
    rows: 4,
    taken: 2,
    notes: /A hidden row is read too/,
    rejected: [
      [6, /no email address/],
      [7, /has 6 cells, and the file has 3 columns/],
    ],
    people: { 'b@example.com': { fields: { town: 'Bonn' } } },
  },
  {
    name: 'numbers-and-errors.xlsx',
    bytes: () =>
      xlsx({
        sheets: [
          {
            name: 'S',
            data:
              plainRow(1, 'email', 'Telefon', 'visits') +
              row(2, [
                ['A', 'inlineStr', 'a@example.com'],
                ['B', 'n', '4.91701234567E11'],
                ['C', 'n', '3'],
              ]) +
              row(3, [
                ['A', 'inlineStr', 'b@example.com'],
                ['C', 'e', '#DIV/0!'],
              ]) +
              row(4, [
                ['A', 'e', '#N/A'],
                ['C', 'n', '5'],
              ]),
          },
        ],
      }),
    as: xls,
    rows: 3,
    taken: 2,
    rejected: [[4, /no @/]],
    people: {
      'a@example.com': { fields: { Telefon: '491701234567', visits: '3' } },
      'b@example.com': { fields: { visits: '#DIV/0!' } },
    },
  },
  {
    name: 'no-header.xlsx',
    bytes: () =>
      xlsx({ sheets: [{ name: 'S', data: plainRow(1, 'a@example.com', 'Anna') + plainRow(2, 'b@example.com', 'Bob') }] }),
    as: { ...xls, header: false },
    rows: 2,
    taken: 2,
  },
  {
    name: 'escaped.xlsx',
    bytes: () =>
      xlsx({
        sheets: [
          { name: 'S', data: plainRow(1, 'email', 'note') + plainRow(2, 'a@example.com', 'one_x000D_\ntwo &lt;b&gt; &#x263A;') },
        ],
      }),
    as: xls,
    rows: 1,
    taken: 1,
    people: { 'a@example.com': { fields: { note: 'one\r\ntwo <b> ☺' } } },
  },
  { name: 'empty.xlsx', bytes: () => xlsx({ sheets: [{ name: 'S', data: '' }] }), as: xls, rows: 0, taken: 0 },
  {
    name: 'called-csv.csv',
    bytes: () => xlsx({ sheets: [{ name: 'S', data: plainRow(1, 'email') + plainRow(2, 'a@example.com') }] }),
    as: xls,
    rows: 1,
    taken: 1,
  },

  {
    name: 'libreoffice.ods',
    bytes: () =>
      ods(
        table(
          'Tabelle1',
          odsHeader +
            odsRow(
              text('a@example.com') +
                `<table:table-cell office:value-type="string"><office:annotation><dc:date>2024-01-01</dc:date><text:p>a comment</text:p></office:annotation><text:p>An<text:span>na</text:span><text:s text:c="2"/>Lena</text:p></table:table-cell>` +
                cell('date', 'office:date-value="2024-05-06"', '06.05.24'),
            ) +
            odsRow(
              `${text('b@example.com')}<table:table-cell/>${cell('date', 'office:date-value="1970-01-01T12:30:00"', '01.01.70')}`,
            ) +
            odsRow('<table:table-cell table:number-columns-repeated="1024"/>', ' table:number-rows-repeated="1048573"'),
        ),
      ),
    as: odf,
    rows: 2,
    taken: 2,
    columns: ['email', 'firstName', 'newField:date'],
    people: {
      'a@example.com': { firstName: 'Anna  Lena', fields: { Datum: '2024-05-06' } },
      'b@example.com': { fields: { Datum: '1970-01-01' } },
    },
  },
  {
    name: 'repeated.ods',
    bytes: () =>
      ods(
        table(
          'T',
          odsRow(text('email') + text('a') + text('b') + text('c')) +
            odsRow(text('x@example.com') + text('same', ' table:number-columns-repeated="2"') + text('other')) +
            odsRow('<table:table-cell table:number-columns-repeated="4"/>', ' table:number-rows-repeated="10"') +
            odsRow(text('y@example.com'), ' table:number-rows-repeated="3"') +
            odsRow(`<table:table-cell table:number-columns-repeated="3"/>${text('nobody')}`),
        ),
      ),
    as: odf,
    rows: 5,
    taken: 4,
    repeats: 2,
    rejected: [[16, /no email address/]],
    people: { 'x@example.com': { fields: { a: 'same', b: 'same', c: 'other' } } },
  },
  {
    name: 'values.ods',
    bytes: () =>
      ods(
        table(
          'T',
          odsRow(text('email') + text('sum') + text('share') + text('club') + text('PLZ') + text('note')) +
            odsRow(
              text('a@example.com') +
                cell('currency', 'office:currency="EUR" office:value="1234.5"', '1.234,50 €') +
                cell('percentage', 'office:value="0.125"', '12,50 %') +
                cell('boolean', 'office:boolean-value="true"', 'WAHR') +
                cell('float', 'office:value="1234"', '01234') +
                '<table:table-cell office:value-type="string"><text:p>one</text:p><text:p>two<text:line-break/>three</text:p></table:table-cell>',
            ),
        ),
      ),
    as: odf,
    rows: 1,
    taken: 1,
    columns: ['email', 'newField:number', 'newField:number', 'newField:boolean', 'newField:text', 'newField:text'],
    people: { 'a@example.com': { fields: { sum: 1234.5, share: 0.125, club: true, PLZ: '01234', note: 'one\ntwo\nthree' } } },
  },
  {
    name: 'second-table.ods',
    bytes: () =>
      ods(
        table('Alt', odsRow(text('email')) + odsRow(text('old@example.com'))) +
          table('Neu', odsRow(text('email')) + odsRow(text('new@example.com'), ' table:visibility="filter"')),
      ),
    corrected: { sheet: 'Neu' },
    as: { ...odf, sheet: 'Neu' },
    rows: 1,
    taken: 1,
    notes: /hidden row/,
    people: { 'new@example.com': {} },
  },
  {
    name: 'covered.ods',
    bytes: () =>
      ods(
        table(
          'T',
          odsRow(text('email') + text('name')) +
            odsRow(`${text('a@example.com', ' table:number-columns-spanned="2"')}<table:covered-table-cell/>`),
        ),
      ),
    as: odf,
    rows: 1,
    taken: 1,
  },
];
