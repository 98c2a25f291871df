import type { ReadDb } from '../db/db.ts';
import { csvText } from './csv-text.ts';
import { columnsOf, iterateRejects, requireImport } from './imports.store.ts';

/**
 * All rejected rows as a file that a spreadsheet opens: the columns of the original, then line and reason. It can be
 * mended and imported again.
 */
export function rejectsFile(db: ReadDb, id: string): { fileName: string; text: string } {
  const { fileName } = requireImport(db, id);
  const { columns, delimiter } = columnsOf(db, id);
  const width = columns.length;
  const lines = [[...columns, 'Line in the file', 'Why it was not imported']];
  for (const { line, reason, cells } of iterateRejects(db, id)) {
    // More cells than columns stay behind each other, in the last one that the original has room for.
    const own = Array.from({ length: width }, (_, index) =>
      index === width - 1 ? cells.slice(index).join(delimiter) : (cells[index] ?? ''),
    );
    lines.push([...own, String(line), reason]);
  }
  return { fileName: `${fileName.replace(/\.[^.]*$/, '')} – not imported.csv`, text: csvText(lines, delimiter) };
}
