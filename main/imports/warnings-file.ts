import type { ReadDb } from '../db/db.ts';
import { csvText } from './csv-text.ts';
import { columnsOf, requireImport } from './imports.store.ts';
import { allWarnings } from './warnings.store.ts';

/** All that should be known of rows that were taken: whose address was corrected, and who is an office and not a person. */
export function warningsFile(db: ReadDb, id: string): { fileName: string; text: string } {
  const { fileName } = requireImport(db, id);
  const { delimiter } = columnsOf(db, id);
  const corrected = allWarnings(db, { id, kind: 'corrected' });
  const roles = allWarnings(db, { id, kind: 'role' });
  const lines = [
    ['Line in the file', 'Address', 'In the file', 'What to know'],
    ...corrected.map(({ line, email, written }) => [String(line), email, written, 'corrected as an obvious typo']),
    ...roles.map(({ line, email }) => [String(line), email, '', 'address of an office and not of a person']),
  ];
  return { fileName: `${fileName.replace(/\.[^.]*$/, '')} – to look at.csv`, text: csvText(lines, delimiter) };
}
