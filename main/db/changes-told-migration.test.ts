import { expect, it } from 'vitest';
import { listImports, pageWarnings } from '../imports/imports.ts';
import { sql } from './db.ts';
import { migratedWorkspace } from './testing.ts';

it('keeps the imports of before, of whose rows no warnings are known', async () => {
  const { db, close } = await migratedWorkspace(210, (old) => {
    old.run(
      sql`INSERT INTO imports (public_id, file_name, bytes, options, state, rows, imported, started_at)
        VALUES ('one', 'Kunden.csv', 10, '{}', 'finished', 3, 3, 1)`,
    );
  });
  expect(listImports(db)).toMatchObject([{ id: 'one', rows: 3, imported: 3, corrected: 0, roles: 0 }]);
  expect(pageWarnings(db, { id: 'one', kind: 'role', offset: 0, limit: 10 })).toEqual({ rows: [], total: 0 });
  close();
});
