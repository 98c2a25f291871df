import type { Migration } from '../../migrate.ts';

export const importShapes: Migration = {
  version: 100,
  name: 'what became of the columns of a file, for the next file of its kind',
  up: `
    CREATE TABLE import_shapes (
      -- hash of the names of the columns
      shape TEXT PRIMARY KEY,
      -- JSON: what each column becomes
      columns TEXT NOT NULL,
      used_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
