import type { Migration } from '../../migrate.ts';

export const content: Migration = {
  version: 20,
  name: 'brands, media, templates and campaigns',
  up: `
    CREATE TABLE brands (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      from_name TEXT NOT NULL DEFAULT '',
      from_email TEXT NOT NULL DEFAULT '',
      reply_to TEXT NOT NULL DEFAULT '',
      postal_address TEXT NOT NULL DEFAULT '',
      -- JSON: accent, text and background colours
      colors TEXT NOT NULL DEFAULT '{}',
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE media (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      file_name TEXT NOT NULL,
      -- name of the file in the workspace's media folder
      stored_as TEXT NOT NULL,
      type TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      width INTEGER NOT NULL DEFAULT 0,
      height INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE templates (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      category TEXT NOT NULL DEFAULT '',
      document TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE campaigns (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      brand_id INTEGER REFERENCES brands (id) ON DELETE SET NULL,
      transport_id INTEGER,
      subject TEXT NOT NULL DEFAULT '',
      preheader TEXT NOT NULL DEFAULT '',
      -- JSON: the design, with its version
      document TEXT NOT NULL,
      -- JSON: who is meant
      audience TEXT NOT NULL,
      track_opens INTEGER NOT NULL DEFAULT 1,
      track_clicks INTEGER NOT NULL DEFAULT 1,
      -- counts edits, so that two windows do not overwrite each other unseen
      revision INTEGER NOT NULL DEFAULT 1,
      -- the revision that was last sent as a test
      tested_revision INTEGER NOT NULL DEFAULT 0,
      scheduled_at INTEGER,
      -- why a scheduled campaign was not sent by itself; a person reads it on the draft
      note TEXT NOT NULL DEFAULT '',
      -- JSON: the design as the program wrote it that brought it, and which design that is
      source TEXT NOT NULL DEFAULT '',
      archived_at INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX campaigns_scheduled ON campaigns (scheduled_at) WHERE scheduled_at IS NOT NULL;
  `,
};
