import { writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

/** Writes an Excel workbook of plain texts. */
export async function writeWorkbook(file: string, sheets: Record<string, string[][]>): Promise<void> {
  const zip = new yazl.ZipFile();
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`), name);
  const names = Object.keys(sheets);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  add('[Content_Types].xml', `<Types><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}"/></Types>`);
  add('_rels/.rels', `<Relationships xmlns="${PACKAGE}">${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`);
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="s${at}"/>`).join('')}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}">${names.map((_, at) => relation(`s${at}`, 'worksheet', `worksheets/s${at}.xml`)).join('')}</Relationships>`,
  );
  names.forEach((name, at) => {
    const rows = (sheets[name] ?? []).map(
      (cells) => `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
    );
    add(`xl/worksheets/s${at}.xml`, `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`);
  });
  zip.end();
  writeFileSync(file, await buffer(zip.outputStream as NodeJS.ReadableStream));
}
