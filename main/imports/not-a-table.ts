type Kind = { starts: readonly number[]; holds?: string; words: string };

const SPREADSHEET = 'Open it where you keep it and save it again, then import that.';
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** Files that are often given for a table; the first that fits says what it is. */
const kinds: readonly Kind[] = [
  {
    starts: ZIP,
    holds: 'xl/workbook.bin',
    words: 'This is a binary Excel workbook. Open it and save it as an ordinary one (.xlsx), then import that.',
  },
  { starts: ZIP, holds: 'xl/', words: `This is an Excel workbook, whatever its name says. ${SPREADSHEET}` },
  { starts: ZIP, holds: 'opendocument.spreadsheet', words: `This is an OpenDocument spreadsheet. ${SPREADSHEET}` },
  { starts: ZIP, holds: 'Index/', words: `This is a Numbers spreadsheet. ${SPREADSHEET}` },
  { starts: ZIP, words: 'This is a ZIP archive. Unpack it first and import the table that is inside.' },
  {
    starts: COMPOUND,
    holds: [...'EncryptedPackage'].join('\0'),
    words: 'This workbook is protected by a password. Save it without one, then import that.',
  },
  { starts: COMPOUND, words: `This is an old Excel workbook, whatever its name says. ${SPREADSHEET}` },
  { starts: [0x1f, 0x8b], words: 'This file is compressed. Unpack it first and import the table that is inside.' },
  { starts: [0x25, 0x50, 0x44, 0x46], words: 'This is a PDF. It has no rows that could be read; ask for the table as CSV.' },
  { starts: [0x89, 0x50, 0x4e, 0x47], words: 'This is a picture and not a table of people.' },
  { starts: [0xff, 0xd8, 0xff], words: 'This is a picture and not a table of people.' },
  { starts: [0x47, 0x49, 0x46, 0x38], words: 'This is a picture and not a table of people.' },
];

/** Why a file cannot be a table, in plain words, whatever it is called; null where it may be one. Workbooks that can be read are told apart before. */
export function notATable(head: Uint8Array): string | null {
  const beginning = kinds.filter(({ starts }) => starts.every((byte, at) => head[at] === byte));
  if (beginning.length === 0) return null;
  const letters = Buffer.from(head.subarray(0, 65_536)).toString('latin1');
  return beginning.find(({ holds }) => holds === undefined || letters.includes(holds))?.words ?? null;
}
