import type { Migration } from '../../migrate.ts';

export const importJournal: Migration = {
  version: 110,
  name: 'what an import did, so that it can go on and be undone; watched files',
  up: `
    -- where the file is and how it begins, so that an import that was cut off goes on with the very same
    ALTER TABLE imports ADD COLUMN path TEXT NOT NULL DEFAULT '';
    ALTER TABLE imports ADD COLUMN head TEXT NOT NULL DEFAULT '';
    -- JSON: the list, fields and tags that it made
    ALTER TABLE imports ADD COLUMN made TEXT NOT NULL DEFAULT '{"lists":[],"fields":[],"tags":[]}';
    -- of the rows: those whose address stood in the file before, and those that could not bring back who has left
    ALTER TABLE imports ADD COLUMN repeated INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE imports ADD COLUMN kept_back INTEGER NOT NULL DEFAULT 0;
    -- slices written, in the order of the file; the next one is where it goes on
    ALTER TABLE imports ADD COLUMN slices INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE imports ADD COLUMN slices_undone INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE imports ADD COLUMN undo TEXT NOT NULL DEFAULT '' CHECK (undo IN ('', 'undoing', 'undone'));
    ALTER TABLE imports ADD COLUMN undone_at INTEGER;
    -- people whose later values stayed
    ALTER TABLE imports ADD COLUMN undo_kept INTEGER NOT NULL DEFAULT 0;

    -- One row for each slice that was written, in its transaction; undoing takes them off from the last to the first.
    CREATE TABLE import_slices (
      import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      -- people that it made: a range of ids, of which some may not be used
      first_contact INTEGER NOT NULL,
      last_contact INTEGER NOT NULL,
      first_event INTEGER NOT NULL,
      last_event INTEGER NOT NULL,
      -- JSON: ids of the people of its rows that were there before
      met TEXT NOT NULL,
      -- JSON: what was changed, before and after
      changes TEXT NOT NULL,
      PRIMARY KEY (import_id, seq)
    ) STRICT, WITHOUT ROWID;

    -- Tags that it put on people it made.
    CREATE TABLE import_tags (
      import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
      tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
      PRIMARY KEY (import_id, tag_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX import_tags_by_tag ON import_tags (tag_id);

    -- Ids of contacts are not used again after an undo took the last of them: what counts on from an id relies on it.
    CREATE TABLE contact_ids (last INTEGER NOT NULL) STRICT;
    INSERT INTO contact_ids VALUES (0);

    CREATE TABLE import_watches (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      path TEXT NOT NULL UNIQUE,
      -- whose settings are used again
      import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
      -- JSON: name, size and time of the files that were imported or set aside
      seen TEXT NOT NULL DEFAULT '{}',
      created_at INTEGER NOT NULL
    ) STRICT;
  `,
};
