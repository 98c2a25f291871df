import type { Migration } from '../../migrate.ts';

export const changesTold: Migration = {
  version: 210,
  name: 'what should be known of rows that an import took, and who changed what of a person',
  up: `
    CREATE TABLE import_warnings (
      import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
      line INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('corrected', 'role')),
      -- the address as it was taken
      email TEXT NOT NULL,
      -- the address as the file has it, where another one was meant
      written TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX import_warnings_by_import ON import_warnings (import_id, kind, line);

    ALTER TABLE imports ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE imports ADD COLUMN roles INTEGER NOT NULL DEFAULT 0;

    -- What a person at the screen or a script changed of one contact. What was done to many is kept by what did it.
    CREATE TABLE contact_edits (
      id INTEGER PRIMARY KEY,
      contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
      at INTEGER NOT NULL,
      by TEXT NOT NULL CHECK (by IN ('hand', 'api')),
      -- JSON: before and after
      changes TEXT NOT NULL
    ) STRICT;
    CREATE INDEX contact_edits_by_contact ON contact_edits (contact_id, at);

    -- Within an edit the slices go up with the ids of their people.
    CREATE INDEX bulk_slices_by_contact ON bulk_slices (edit_id, first_contact);
  `,
};
