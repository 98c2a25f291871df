import type { Migration } from '../../migrate.ts';

export const fields: Migration = {
  version: 130,
  name: 'fields of choices and changes to whole fields, colours of tags, notes, and who was erased',
  up: `
    -- Rebuilt for its CHECK; rows keep their ids.
    CREATE TABLE fields_next (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      -- what merge tags and columns of a file call it
      key TEXT NOT NULL UNIQUE,
      label TEXT NOT NULL,
      type TEXT NOT NULL CHECK (type IN ('text', 'number', 'boolean', 'date', 'choice')),
      -- JSON: what may be chosen, in its order; empty for every other type
      choices TEXT NOT NULL DEFAULT '[]',
      created_at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO fields_next (id, public_id, key, label, type, created_at)
      SELECT id, public_id, key, label, type, created_at FROM fields;
    DROP TABLE fields;
    ALTER TABLE fields_next RENAME TO fields;

    -- What is still to be done with the values of everybody, so that a restart goes on with it.
    CREATE TABLE field_work (
      id INTEGER PRIMARY KEY,
      -- JSON: what becomes of a person's values
      work TEXT NOT NULL,
      -- contacts up to this one are done
      after_id INTEGER NOT NULL DEFAULT 0,
      -- and those above it came later and know the field only as it is now
      last_id INTEGER NOT NULL
    ) STRICT;

    ALTER TABLE tags ADD COLUMN color TEXT NOT NULL DEFAULT 'gray';

    CREATE TABLE notes (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
      text TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX notes_by_contact ON notes (contact_id, id);

    -- What the hashes of erased addresses are keyed with. It lies beside them, so that a copy or a backup still knows them.
    CREATE TABLE erasure_key (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      key TEXT NOT NULL
    ) STRICT;
    INSERT INTO erasure_key (id, key) VALUES (1, lower(hex(randomblob(32))));

    -- All that is left of an erased person.
    CREATE TABLE erased (
      hash TEXT PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Which import brought somebody in: they are as old as it.
    CREATE INDEX imports_by_start ON imports (started_at);

    -- Messages that no contact stands for any more are found by their address when a person is erased.
    CREATE INDEX messages_of_nobody ON messages (email_key) WHERE contact_id IS NULL;
  `,
};
