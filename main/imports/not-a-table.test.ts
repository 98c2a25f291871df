import { expect, test } from 'vitest';
import { notATable } from './not-a-table.ts';

const zip = (inside: string) => Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), Buffer.from(inside)]);

test('a workbook that is only called .csv is told from an archive and from a picture', () => {
  expect(notATable(zip('[Content_Types].xml…xl/workbook.xml'))).toContain('Excel workbook');
  expect(notATable(zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'))).toContain('OpenDocument');
  expect(notATable(zip('customers.csv'))).toContain('ZIP archive');
  expect(notATable(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d]))).toContain('picture');
});

test('what may be a table passes, also where it begins with odd letters or with nothing', () => {
  for (const text of ['', 'P', 'PK\nPKW 4', '\ufeffemail\na@example.com', 'GIF is a column,b'])
    expect(notATable(Buffer.from(text))).toBeNull();
});
