import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { TableWriter } from './csv.ts';
import type { Cell } from './ports.ts';

/** As many as a sheet can hold, the headings among them. */
const MOST_ROWS = 1_048_576;
const CHUNK = 64 * 1024;
/** A cell holds no more characters. */
const LONGEST = 32_767;

/**
 * Writes a workbook while its rows come: nothing of it is held. Texts are texts, so that nothing is run as a formula;
 * numbers, dates and yes or no are what they are. More rows than a sheet holds go on in the next one.
 */
export function xlsxWriter(
  path: string,
  { header, total, mostRows = MOST_ROWS }: { header: readonly string[]; total: number; mostRows?: number },
): TableWriter {
  const sheets = Math.max(1, Math.ceil(total / (mostRows - 1)));
  const zip = new ZipFile();
  const file = createWriteStream(path, { mode: 0o600 });
  zip.outputStream.pipe(file);
  const ended = finished(file);
  ended.catch(() => undefined);
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(xml), name);
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  add('[Content_Types].xml', contentTypes(numbers));
  add('_rels/.rels', relationships([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]));
  add('xl/workbook.xml', workbook(numbers));
  add(
    'xl/_rels/workbook.xml.rels',
    relationships([
      ...numbers.map((number) => ({ id: `rId${number}`, type: 'worksheet', target: `worksheets/sheet${number}.xml` })),
      { id: `rId${sheets + 1}`, type: 'styles', target: 'styles.xml' },
    ]),
  );
  add('xl/styles.xml', styles);

  // All are declared at once; the archive takes them in their order, each when the one before it has ended.
  const streams = numbers.map((number) => {
    const stream = new PassThrough();
    zip.addReadStream(stream, `xl/worksheets/sheet${number}.xml`, { compressionLevel: 1 });
    return stream;
  });
  zip.end();

  let sheet = -1;
  let rows = mostRows;
  let text = '';
  const begin = () => {
    sheet++;
    text += sheetHead(header.length);
    rows = 0;
    put(header);
  };
  const put = (cells: readonly Cell[]) => {
    text += `<row r="${++rows}">${cells.map(cellXml).join('')}</row>`;
  };
  const flush = async () => {
    const stream = streams[sheet];
    const room = stream?.write(text);
    text = '';
    if (stream && !room) await Promise.race([once(stream, 'drain'), ended]);
  };
  const close = () => {
    streams[sheet]?.end(`${text}</sheetData></worksheet>`);
    text = '';
  };
  begin();
  return {
    row: (cells) => {
      if (rows >= mostRows && sheet + 1 < sheets) {
        close();
        begin();
      }
      put(cells);
      return text.length > CHUNK ? flush() : undefined;
    },
    end: async () => {
      close();
      while (sheet + 1 < sheets) {
        begin();
        close();
      }
      await ended;
    },
  };
}

/** The import takes one apostrophe from before such a sign, wherever it is from: a name that has its own keeps it. */
const kept = (text: string): string => (/^'+[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const DAY = 86_400_000;
/** Days since the last of 1899, as spreadsheets count. */
const serial = (time: number): number => time / DAY + 25_569;

function cellXml(cell: Cell): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'string')
    return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(kept(cell).slice(0, LONGEST))}</t></is></c>`;
  const at = 'date' in cell ? Date.parse(cell.date) : cell.time;
  // What is before 1900 no spreadsheet can count.
  if (Number.isNaN(at) || serial(at) < 1) return cellXml('date' in cell ? cell.date : new Date(at).toISOString());
  return 'date' in cell ? `<c s="1"><v>${serial(at)}</v></c>` : `<c s="2"><v>${serial(at)}</v></c>`;
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
/** What XML cannot hold at all, halves of signs among it. */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const escaped = (text: string): string => text.replace(/[&<>"\r]/g, (sign) => signs[sign] ?? sign).replace(unwritable, '');

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEETML = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = (numbers: readonly number[]): string =>
  `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEETML}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEETML}.styles+xml"/>${numbers
    .map((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${SHEETML}.worksheet+xml"/>`)
    .join('')}</Types>`;

const relationships = (all: readonly { id: string; type: string; target: string }[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all
    .map(({ id, type, target }) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const workbook = (numbers: readonly number[]): string =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${numbers
    .map(
      (number) =>
        `<sheet name="${numbers.length > 1 ? `Contacts ${number}` : 'Contacts'}" sheetId="${number}" r:id="rId${number}"/>`,
    )
    .join('')}</sheets></workbook>`;

const styles = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** The headings stay in sight. */
const sheetHead = (columns: number): string =>
  `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${Math.max(1, columns)}" width="22" customWidth="1"/></cols><sheetData>`;
