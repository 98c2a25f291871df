import type { Reading } from '#shared/rpc/imports.ts';
import { notFound } from '../../base/errors.ts';
import { damaged } from './damaged.ts';
import { gridWriter, MOST_COLUMNS } from './grid.ts';
import { type NumberKind, writtenNumber } from './number-formats.ts';
import type { RecordSource } from './source.ts';
import { type StringStore, stringStore } from './string-store.ts';
import { readStyles, readWorkbook, type Sheet } from './xlsx-parts.ts';
import { attribute, xmlReader } from './xml.ts';
import { type Archive, openArchive } from './zip.ts';

/** Reads a sheet of an Excel workbook row by row. Formulas count by the value that was saved with them. */
export const readXlsx: RecordSource = async function* ({ path, reading, note, most }, emit) {
  const archive = await openArchive(path);
  const strings = stringStore();
  try {
    const workbook = await readWorkbook(archive);
    const sheet = chosenSheet(workbook.sheets, reading);
    const kinds = await readStyles(archive, workbook.styles);
    if (workbook.strings !== null) {
      const needed = most === undefined ? Number.POSITIVE_INFINITY : await highestText(archive, sheet.part, most);
      for await (const _ of fillStrings(archive, { part: workbook.strings, strings, needed })) yield 0;
    }
    const size = Math.max(1, archive.sizeOf(sheet.part) ?? 1);
    let hidden = 0;
    const partly = most !== undefined;
    const reader = sheetReader({ strings, partly, kinds, from1904: workbook.from1904, emit, onHidden: () => hidden++ });
    let read = 0;
    for await (const piece of archive.pieces(sheet.part)) {
      reader.push(piece);
      read += piece.length;
      yield Math.min(1, read / size);
    }
    reader.end();
    if (hidden > 0) note(hidden === 1 ? 'A hidden row is read too.' : `${hidden} hidden rows are read too.`);
    yield 1;
  } finally {
    strings.close();
    archive.close();
  }
};

export async function sheetsOfXlsx(path: string): Promise<string[]> {
  const archive = await openArchive(path);
  try {
    const { sheets } = await readWorkbook(archive);
    return sheets.map(({ name }) => name);
  } finally {
    archive.close();
  }
}

function chosenSheet(sheets: readonly Sheet[], { sheet: wanted }: Reading): Sheet {
  const sheet =
    wanted === undefined ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0]) : sheets.find(({ name }) => name === wanted);
  if (!sheet) throw notFound('imports.no-sheet', `There is no sheet “${wanted ?? ''}” in this workbook.`);
  return sheet;
}

/** Texts may have parts of different looks (`r`) and a reading aid above them (`rPh`), which is not part of them. */
async function* fillStrings(
  archive: Archive,
  { part, strings, needed }: { part: string; strings: StringStore; needed: number },
): AsyncGenerator<void> {
  let count = 0;
  let text = '';
  let taken = false;
  let aid = false;
  const reader = xmlReader({
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') aid = true;
      taken = name === 't' && !aid;
    },
    text: (piece) => {
      if (taken) text += piece;
    },
    close: (name) => {
      taken = false;
      if (name === 'rPh') aid = false;
      if (name !== 'si') return;
      strings.add(unescaped(text));
      count++;
    },
  });
  for await (const piece of archive.pieces(part)) {
    reader.push(piece);
    if (count > needed) return;
    yield;
  }
  reader.end();
}

/** The last of the texts that the first rows of a sheet name: the others need not be read to show these. */
async function highestText(archive: Archive, part: string, most: number): Promise<number> {
  let rows = 0;
  let filled = false;
  let highest = -1;
  let type = '';
  let value = '';
  const reader = xmlReader({
    open: (name, attributes) => {
      if (name === 'row') filled = false;
      if (name === 'c') type = attribute(attributes, 't') ?? 'n';
      if (name === 'v') value = '';
    },
    text: (piece) => {
      value += piece;
    },
    close: (name) => {
      if (name === 'row' && filled) rows++;
      if (name !== 'v') return;
      filled = true;
      if (type === 's') highest = Math.max(highest, Number(value));
    },
  });
  for await (const piece of archive.pieces(part)) {
    reader.push(piece);
    // A piece more than is asked for, since the reader of rows ends at the end of one, too.
    if (rows > most) break;
  }
  return highest;
}

/** Characters that cannot stand in XML are written `_x000D_`. */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

function sheetReader({
  strings,
  partly,
  kinds,
  from1904,
  emit,
  onHidden,
}: {
  strings: StringStore;
  /** Whether texts that only later rows name are left out. */
  partly: boolean;
  kinds: readonly NumberKind[];
  from1904: boolean;
  emit: Parameters<RecordSource>[1];
  onHidden: () => void;
}) {
  const grid = gridWriter(emit);
  let row = 0;
  let hiddenRow = false;
  let column = -1;
  let type = '';
  let style = 0;
  let value = '';
  let taken = false;
  let aid = false;
  let inData = false;

  function cellValue(): string {
    switch (type) {
      case 's': {
        const number = Number(value);
        const text = strings.get(number);
        if (text === undefined && partly && number >= 0) return '';
        if (text === undefined) throw damaged('a cell names a text that is not there');
        return text;
      }
      case 'b':
        return value.trim() === '1' ? 'true' : value.trim() === '0' ? 'false' : value;
      case 'd':
        return value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '').replace('T', ' ');
      case 'str':
      case 'inlineStr':
        return unescaped(value);
      case 'e':
        return value;
      default:
        return writtenNumber(value, kinds[style] ?? 'number', from1904);
    }
  }

  return xmlReader({
    open: (name, attributes) => {
      if (name === 'sheetData') inData = true;
      if (!inData) return;
      if (name === 'row') {
        const number = Number(attribute(attributes, 'r') ?? row + 1);
        row = Number.isInteger(number) && number > 0 ? number : row + 1;
        hiddenRow = /^(?:1|true)$/.test(attribute(attributes, 'hidden') ?? '');
        column = -1;
        grid.begin(row);
      } else if (name === 'c') {
        column = columnOf(attribute(attributes, 'r')) ?? column + 1;
        type = attribute(attributes, 't') ?? 'n';
        style = Number(attribute(attributes, 's') ?? 0);
        value = '';
      } else if (name === 'rPh') aid = true;
      taken = !aid && (name === 'v' || name === 't');
    },
    text: (piece) => {
      if (taken) value += piece;
    },
    close: (name) => {
      taken = false;
      if (name === 'sheetData') inData = false;
      if (name === 'rPh') aid = false;
      if (name === 'c' && value !== '') grid.put(column, cellValue());
      if (name !== 'row') return;
      if (hiddenRow && grid.width() > 0) onHidden();
      grid.end();
    },
  });
}

/** `BC12` → 54, counted from 0; null where the cell does not say where it is. */
function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null;
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > MOST_COLUMNS) return MOST_COLUMNS;
  }
  return column === 0 ? null : column - 1;
}
