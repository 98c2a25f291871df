import type { Migration } from '../../migrate.ts';

export const finding: Migration = {
  version: 120,
  name: 'which contacts have changed of late, for what is derived from them; how a table is shown',
  up: `
    -- What is kept beside the contacts to find and to sort them reads here what it has to look at again. New contacts are
    -- not noted: their ids tell. The oldest are cleared away; whoever has missed some begins anew.
    CREATE TABLE contact_changes (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      contact_id INTEGER NOT NULL
    ) STRICT;

    -- How a person has set up a table: JSON, its columns in their order and how wide they are.
    CREATE TABLE table_views (
      name TEXT PRIMARY KEY,
      columns TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER contacts_changed AFTER UPDATE ON contacts BEGIN
      INSERT INTO contact_changes (contact_id) VALUES (NEW.id);
    END;
    CREATE TRIGGER contacts_deleted AFTER DELETE ON contacts BEGIN
      INSERT INTO contact_changes (contact_id) VALUES (OLD.id);
    END;
  `,
};
