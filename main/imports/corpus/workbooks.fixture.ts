import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** A zip of the given parts, in their order. */
export async function zip(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const [name, content] of Object.entries(parts)) {
    // An OpenDocument file names its kind first, and not packed.
    file.addBuffer(Buffer.from(content), name, { compress: name !== 'mimetype' });
  }
  file.end();
  return await buffer(file.outputStream as NodeJS.ReadableStream);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

type XlsxParts = {
  /** XML of each sheet's rows, or a whole sheet where it begins with `<?xml`. */
  sheets: { name: string; data: string; state?: string }[];
  strings?: string;
  styles?: string;
  from1904?: boolean;
  more?: Record<string, string>;
};

export const sheetXml = (data: string): string =>
  `${XML}<worksheet xmlns="${MAIN}"><dimension ref="A1:C4"/><sheetData>${data}</sheetData></worksheet>`;
export const stringsXml = (...items: string[]): string =>
  `${XML}<sst xmlns="${MAIN}" count="${items.length}" uniqueCount="${items.length}">${items.map((item) => (item.startsWith('<') ? `<si>${item}</si>` : `<si><t xml:space="preserve">${item}</t></si>`)).join('')}</sst>`;
/** Styles: 0 general, 1 the date of Excel, 2 a date of its own, 3 five digits, 4 date and time, 5 time. */
export const stylesXml = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="[$-407]dd\\.\\ mmmm\\ yyyy;@"/><numFmt numFmtId="165" formatCode="00000"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/></cellXfs></styleSheet>`;

/** A workbook as Excel lays it out. */
export function xlsx({ sheets, strings, styles, from1904, more = {} }: XlsxParts): Promise<Buffer> {
  const relations = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  if (strings !== undefined)
    relations.push(`<Relationship Id="rId90" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/>`);
  if (styles !== undefined) relations.push(`<Relationship Id="rId91" Type="${OFFICE}/styles" Target="styles.xml"/>`);
  return zip({
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}">${relations.join('')}</Relationships>`,
    ...Object.fromEntries(
      sheets.map(({ data }, index) => [`xl/worksheets/sheet${index + 1}.xml`, data.startsWith('<?xml') ? data : sheetXml(data)]),
    ),
    ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': strings }),
    ...(styles === undefined ? {} : { 'xl/styles.xml': styles }),
    ...more,
  });
}

/** A row of cells as Excel writes them: `[reference, type, value, style]`. */
export const row = (number: number, cells: [string, string, string | number, number?][], attributes = ''): string =>
  `<row r="${number}"${attributes}>${cells
    .map(([column, type, value, style]) => {
      const head = `<c r="${column}${number}"${style === undefined ? '' : ` s="${style}"`}${type === 'n' ? '' : ` t="${type}"`}>`;
      return type === 'inlineStr' ? `${head}<is><t>${value}</t></is></c>` : `${head}<v>${value}</v></c>`;
    })
    .join('')}</row>`;

const ODF = 'urn:oasis:names:tc:opendocument:xmlns';

/** A spreadsheet as LibreOffice lays it out. `tables` is the XML of its tables. */
export const ods = (tables: string, more: Record<string, string> = {}): Promise<Buffer> =>
  zip({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'META-INF/manifest.xml': `${XML}<manifest:manifest xmlns:manifest="${ODF}:manifest:1.0"/>`,
    'content.xml': `${XML}<office:document-content xmlns:office="${ODF}:office:1.0" xmlns:table="${ODF}:table:1.0" xmlns:text="${ODF}:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    ...more,
  });

export const table = (name: string, rows: string): string =>
  `<table:table table:name="${name}"><table:table-column table:number-columns-repeated="3"/>${rows}</table:table>`;
export const odsRow = (cells: string, attributes = ''): string => `<table:table-row${attributes}>${cells}</table:table-row>`;
export const text = (value: string, attributes = ''): string =>
  `<table:table-cell office:value-type="string"${attributes}><text:p>${value}</text:p></table:table-cell>`;
export const cell = (type: string, attributes: string, shown: string): string =>
  `<table:table-cell office:value-type="${type}" ${attributes}><text:p>${shown}</text:p></table:table-cell>`;
