import { notFound } from '../../base/errors.ts';
import { damaged, locked } from './damaged.ts';
import { gridWriter, MOST_COLUMNS } from './grid.ts';
import type { RecordSource } from './source.ts';
import { type Attributes, attribute, readXml, xmlReader } from './xml.ts';
import { type Archive, openArchive } from './zip.ts';

const CONTENT = 'content.xml';

/** Reads a sheet of an OpenDocument spreadsheet row by row. */
export const readOds: RecordSource = async function* ({ path, reading, note }, emit) {
  const archive = await openArchive(path);
  try {
    await checkUnlocked(archive);
    const size = archive.sizeOf(CONTENT);
    if (size === null) throw damaged('there is no table in it');
    let hidden = 0;
    const reader = tableReader({ wanted: reading.sheet, emit, onHidden: (rows) => (hidden += rows) });
    let read = 0;
    for await (const piece of archive.pieces(CONTENT)) {
      reader.push(piece);
      read += piece.length;
      yield Math.min(1, read / Math.max(1, size));
      // What follows are other sheets.
      if (reader.isDone()) break;
    }
    if (!reader.isDone()) reader.end();
    if (!reader.isFound()) throw notFound('imports.no-sheet', `There is no sheet “${reading.sheet ?? ''}” in this workbook.`);
    if (hidden > 0) note(hidden === 1 ? 'A hidden row is read too.' : `${hidden} hidden rows are read too.`);
    yield 1;
  } finally {
    archive.close();
  }
};

/** The names of the sheets. The whole document is gone through, but for the beginnings of its tables alone. */
export async function sheetsOfOds(path: string): Promise<string[]> {
  const archive = await openArchive(path);
  try {
    await checkUnlocked(archive);
    const names: string[] = [];
    const decode = new TextDecoder();
    let rest = '';
    for await (const piece of archive.pieces(CONTENT)) {
      const text = rest + decode.decode(piece, { stream: true });
      const open = text.lastIndexOf('<');
      const whole = open < 0 ? text : text.slice(0, open);
      for (const [tag] of whole.matchAll(/<table:table\s[^<]*?>/g)) names.push(...nameIn(tag));
      rest = open < 0 ? '' : text.slice(open, open + 100_000);
    }
    return [...new Set(names)];
  } finally {
    archive.close();
  }
}

function nameIn(tag: string): string[] {
  const names: string[] = [];
  readXml(tag.endsWith('/>') ? tag : tag.replace(/>$/, '/>'), {
    open: (_, attributes) => names.push(attribute(attributes, 'name') ?? ''),
  });
  return names;
}

async function checkUnlocked(archive: Archive): Promise<void> {
  if ((await archive.text('META-INF/manifest.xml'))?.includes('encryption-data')) throw locked();
}

const times = (attributes: Attributes, name: string): number => {
  const number = Number(attribute(attributes, name) ?? 1);
  return Number.isInteger(number) && number > 0 ? number : 1;
};

function tableReader({
  wanted,
  emit,
  onHidden,
}: {
  wanted: string | undefined;
  emit: Parameters<RecordSource>[1];
  onHidden: (rows: number) => void;
}) {
  const grid = gridWriter(emit);
  /** Tables may stand in cells of tables. */
  let depth = 0;
  let found = false;
  let reading = false;
  let done = false;
  let row = 1;
  let rowTimes = 1;
  let rowHidden = false;
  let column = 0;
  let cellTimes = 1;
  let cell: Attributes | null = null;
  let shown = '';
  let paragraphs = 0;
  /** Comments lie in the cells; they are no part of what is in them. */
  let aside = 0;
  let inParagraph = false;

  const reader = xmlReader({
    open: (name, attributes) => {
      if (name === 'table') {
        depth++;
        if (depth === 1 && !found && (wanted === undefined || attribute(attributes, 'name') === wanted)) {
          found = true;
          reading = true;
        }
        return;
      }
      if (!reading || depth !== 1) return;
      if (name === 'table-row') {
        rowTimes = times(attributes, 'number-rows-repeated');
        rowHidden = (attribute(attributes, 'visibility') ?? 'visible') !== 'visible';
        column = 0;
        grid.begin(row);
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        cellTimes = times(attributes, 'number-columns-repeated');
        cell = attributes;
        shown = '';
        paragraphs = 0;
      } else if (name === 'annotation') aside++;
      else if (aside > 0 || cell === null) return;
      else if (name === 'p') {
        if (paragraphs++ > 0) shown += '\n';
        inParagraph = true;
      } else if (name === 's') shown += ' '.repeat(Math.min(1000, times(attributes, 'c')));
      else if (name === 'tab') shown += '\t';
      else if (name === 'line-break') shown += '\n';
    },
    text: (piece) => {
      if (reading && depth === 1 && inParagraph && aside === 0) shown += piece;
    },
    close: (name) => {
      if (name === 'table') {
        depth--;
        if (depth === 0 && reading) {
          reading = false;
          done = true;
        }
        return;
      }
      if (!reading || depth !== 1) return;
      if (name === 'annotation') aside--;
      else if (name === 'p' && aside === 0) inParagraph = false;
      else if ((name === 'table-cell' || name === 'covered-table-cell') && cell) {
        const value = contentOf(cell, shown);
        if (value !== '') {
          const to = Math.min(column + cellTimes, MOST_COLUMNS);
          for (let at = column; at < to; at++) grid.put(at, value);
        }
        column = Math.min(column + cellTimes, MOST_COLUMNS);
        cell = null;
      } else if (name === 'table-row') {
        if (rowHidden && grid.width() > 0) onHidden(rowTimes);
        grid.end(rowTimes);
        row += rowTimes;
      }
    },
  });
  return { ...reader, isDone: () => done, isFound: () => found };
}

/** A cell as it would be written down: what it holds where that is exact, and otherwise what it shows. */
function contentOf(cell: Attributes, shown: string): string {
  switch (attribute(cell, 'value-type')) {
    case 'float':
    case 'currency':
    case 'percentage': {
      // A code that begins with zeros is a number to the spreadsheet; what it shows is what was meant.
      if (/^0\d+$/.test(shown)) return shown;
      const value = attribute(cell, 'value') ?? shown;
      return Number.isFinite(Number(value)) && value !== '' ? String(Number(Number(value).toPrecision(15))) : shown;
    }
    case 'boolean':
      return attribute(cell, 'boolean-value') ?? shown;
    case 'date':
      return (attribute(cell, 'date-value') ?? shown).replace(/T00:00:00(?:\.0+)?$/, '').replace('T', ' ');
    default:
      return shown !== '' ? shown : (attribute(cell, 'string-value') ?? '');
  }
}
