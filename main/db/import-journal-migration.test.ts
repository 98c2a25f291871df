import { expect, it } from 'vitest';
import { listImports } from '../imports/imports.ts';
import { sql } from './db.ts';
import { migratedWorkspace } from './testing.ts';

it('keeps the imports of before, which have nothing that could be undone', async () => {
  const { db, close } = await migratedWorkspace(110, (old) => {
    old.run(
      sql`INSERT INTO imports (public_id, file_name, bytes, options, state, rows, imported, started_at)
        VALUES ('one', 'Kunden.csv', 10, '{}', 'finished', 3, 3, 1)`,
    );
  });
  expect(listImports(db)).toMatchObject([
    { id: 'one', fileName: 'Kunden.csv', state: 'finished', rows: 3, imported: 3, repeated: 0, keptBack: 0, undo: '', slices: 0 },
  ]);
  expect(db.get(sql`SELECT last FROM contact_ids`)).toEqual({ last: 0 });
  close();
});
