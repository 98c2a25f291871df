import type { FileFormat, Reading } from '#shared/rpc/imports.ts';
import { unavailable } from '../../base/errors.ts';
import { type CsvRecord, isFiller } from '../records.ts';
import { readOds, sheetsOfOds } from './ods.ts';
import type { RecordSource, SourceFile } from './source.ts';
import { readText } from './text.ts';
import { readVcards } from './vcard.ts';
import { readXlsx, sheetsOfXlsx } from './xlsx.ts';

const sources: Record<FileFormat, RecordSource> = { text: readText, xlsx: readXlsx, ods: readOds, vcard: readVcards };

export const formatOf = ({ format }: Reading): FileFormat => format ?? 'text';

/** Hands every row of a file that may hold a person to `emit`, and yields how much of the file was read: 0 to 1. */
export async function* recordsOf(
  file: SourceFile,
  { header, emit }: { header?: (cells: string[]) => void; emit: (record: CsvRecord) => void },
): AsyncGenerator<number> {
  const format = formatOf(file.reading);
  // A file of cards has a header always: it is ours.
  let headerLeft = file.reading.header || format === 'vcard';
  let above = file.reading.skip ?? 0;
  const take = (record: CsvRecord) => {
    if (isFiller(record)) return;
    if (above > 0) {
      above--;
      return;
    }
    if (!headerLeft) return emit(record);
    headerLeft = false;
    header?.(record.cells.map((cell) => cell.trim()));
  };
  try {
    yield* sources[format](file, take);
  } catch (error) {
    throw explained(error);
  }
}

/** The sheets of a workbook; none of anything else. */
export async function sheetsOf(path: string, reading: Reading): Promise<string[]> {
  const format = formatOf(reading);
  if (format === 'xlsx') return await sheetsOfXlsx(path);
  return format === 'ods' ? await sheetsOfOds(path) : [];
}

function explained(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return unavailable('imports.file-gone', 'The file is not there any more.', error);
  if (code === 'EACCES' || code === 'EPERM') return unavailable('imports.file-forbidden', 'The file may not be read.', error);
  if (code === 'EISDIR') return unavailable('imports.file-folder', 'This is a folder and not a file.', error);
  if (code === 'EIO') return unavailable('imports.file-io', 'The disk reported an error while the file was read.', error);
  return error;
}
