import type { ImportWarning, WarningKind } from '#shared/rpc/imports.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';
import { requireImport } from './imports.store.ts';
import type { KeptWarning } from './ports.ts';

/** All of a slice in one statement: in a file of businesses every third address may be of an office. */
export function insertWarnings(db: WriteDb, { id, warnings }: { id: number; warnings: readonly KeptWarning[] }): void {
  if (warnings.length === 0) return;
  db.run(
    sql`/* imports.warn */ INSERT INTO import_warnings (import_id, line, kind, email, written)
      SELECT ${id}, value ->> 'line', value ->> 'kind', value ->> 'email', value ->> 'written' FROM json_each(${JSON.stringify(warnings)})`,
  );
}

const warningsOf = ({ id, kind }: { id: string; kind: WarningKind }) =>
  sql`SELECT w.line, w.email, w.written FROM import_warnings w
    WHERE w.import_id = (SELECT i.id FROM imports i WHERE i.public_id = ${id}) AND w.kind = ${kind} ORDER BY w.line`;

export function pageWarnings(
  db: ReadDb,
  { id, kind, offset, limit }: { id: string; kind: WarningKind; offset: number; limit: number },
): { rows: ImportWarning[]; total: number } {
  const { corrected, roles } = requireImport(db, id);
  return {
    rows: db.all<ImportWarning>(sql`/* imports.warnings */ ${warningsOf({ id, kind })} LIMIT ${limit} OFFSET ${offset}`),
    total: kind === 'corrected' ? corrected : roles,
  };
}

export const allWarnings = (db: ReadDb, which: { id: string; kind: WarningKind }): ImportWarning[] =>
  db.all<ImportWarning>(sql`/* imports.all-warnings */ ${warningsOf(which)}`);
