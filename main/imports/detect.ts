import type { FileFormat } from '#shared/rpc/imports.ts';
import { DomainError, invalid } from '../base/errors.ts';
import { decoder } from './decode.ts';
import { notATable } from './not-a-table.ts';
import { openArchive } from './reading/zip.ts';

const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** What a file is by what is in it, whatever it is called. What nobody can be read from is refused in plain words. */
export async function detectFormat(path: string, head: Uint8Array): Promise<FileFormat> {
  if (ZIP.every((byte, at) => head[at] === byte)) {
    const format = await workbookIn(path, head);
    if (format !== null) return format;
  }
  const other = notATable(head);
  if (other !== null) throw invalid('imports.not-a-table', other);
  return isCards(head) ? 'vcard' : 'text';
}

async function workbookIn(path: string, head: Uint8Array): Promise<'xlsx' | 'ods' | null> {
  const archive = await openArchive(path).catch((error: unknown) => {
    // A zip whose end is missing is a broken workbook if it was meant to be one.
    if (error instanceof DomainError && notATable(head)?.includes('ZIP')) return null;
    throw error;
  });
  if (archive === null) return null;
  try {
    if (archive.sizeOf('content.xml') !== null) {
      const type = (await archive.text('mimetype')) ?? (await archive.text('META-INF/manifest.xml')) ?? '';
      return type.includes('opendocument.spreadsheet') ? 'ods' : null;
    }
    const types = (await archive.text('[Content_Types].xml')) ?? '';
    return /spreadsheetml\.(?:sheet|template)(?:\.main)?\+xml|sheet\.macroEnabled\.main\+xml/.test(types) ? 'xlsx' : null;
  } finally {
    archive.close();
  }
}

/** Cards begin with the word, in whatever encoding. */
function isCards(head: Uint8Array): boolean {
  const start = head.subarray(0, 200);
  return (['utf-8', 'utf-16le', 'utf-16be'] as const).some((encoding) =>
    /^\s*BEGIN:VCARD\s/i.test(decoder(encoding)(start, false)),
  );
}
