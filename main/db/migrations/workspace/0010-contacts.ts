import type { Migration } from '../../migrate.ts';

export const contacts: Migration = {
  version: 10,
  name: 'contacts, lists, suppressions and imports',
  up: `
    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE contacts (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      -- as typed, to show
      email TEXT NOT NULL,
      -- trimmed, lower-cased, the domain in its ASCII form: one contact per address
      email_key TEXT NOT NULL UNIQUE,
      first_name TEXT NOT NULL DEFAULT '',
      last_name TEXT NOT NULL DEFAULT '',
      -- last and first name without marks and capitals: what names are sorted and searched by
      name_key TEXT NOT NULL DEFAULT '',
      -- JSON: key of a field to its value
      fields TEXT NOT NULL DEFAULT '{}',
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX contacts_by_name ON contacts (name_key);

    CREATE TABLE fields (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      -- what merge tags and columns of a file call it
      key TEXT NOT NULL UNIQUE,
      label TEXT NOT NULL,
      type TEXT NOT NULL CHECK (type IN ('text', 'number', 'boolean', 'date')),
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE tags (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE contact_tags (
      contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
      tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
      PRIMARY KEY (contact_id, tag_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX contact_tags_by_tag ON contact_tags (tag_id, contact_id);

    CREATE TABLE lists (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      brand_id INTEGER REFERENCES brands (id) ON DELETE SET NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE memberships (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
      list_id INTEGER NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
      status TEXT NOT NULL CHECK (status IN ('pending', 'subscribed', 'unsubscribed')),
      -- how, from where and when the person agreed
      consent_method TEXT NOT NULL CHECK (consent_method IN ('import', 'form', 'api', 'manual')),
      consent_source TEXT NOT NULL DEFAULT '',
      consent_at INTEGER,
      confirmed_at INTEGER,
      unsubscribed_at INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      UNIQUE (contact_id, list_id)
    ) STRICT;
    CREATE INDEX memberships_by_list ON memberships (list_id, status, contact_id);

    -- Addresses never mailed again. They outlive the contact, so that a later import cannot bring them back.
    CREATE TABLE suppressions (
      email_key TEXT PRIMARY KEY,
      email TEXT NOT NULL,
      reason TEXT NOT NULL CHECK (reason IN ('unsubscribed', 'bounced', 'complained', 'blocked')),
      -- what it rests on: the server's words, the import, who said so
      evidence TEXT NOT NULL DEFAULT '',
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX suppressions_by_time ON suppressions (created_at);

    CREATE TABLE imports (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      file_name TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      list_id INTEGER REFERENCES lists (id) ON DELETE SET NULL,
      -- JSON: reading, mapping, policy, consent
      options TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'cancelled', 'failed', 'interrupted')),
      error TEXT NOT NULL DEFAULT '',
      rows INTEGER NOT NULL DEFAULT 0,
      imported INTEGER NOT NULL DEFAULT 0,
      updated INTEGER NOT NULL DEFAULT 0,
      unchanged INTEGER NOT NULL DEFAULT 0,
      rejected INTEGER NOT NULL DEFAULT 0,
      bytes_read INTEGER NOT NULL DEFAULT 0,
      started_at INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT;

    CREATE TABLE import_rejects (
      import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
      line INTEGER NOT NULL,
      reason TEXT NOT NULL,
      -- JSON: the cells of the row as they were read
      cells TEXT NOT NULL
    ) STRICT;
    CREATE INDEX import_rejects_by_import ON import_rejects (import_id, line);
  `,
};
