import type { Migration } from '../../migrate.ts';

export const mailboxes: Migration = {
  version: 70,
  name: 'mailboxes that bounces and answers come back to',
  up: `
    CREATE TABLE mailboxes (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      address TEXT NOT NULL,
      -- JSON: host, port, folder …; passwords and tokens are in the keychain store
      settings TEXT NOT NULL,
      -- Of the folder that last_uid counts in; NULL before it was first read. Another one means that all numbers are new.
      uid_validity INTEGER,
      -- Up to here it was read, in the same transaction as what came of it.
      last_uid INTEGER NOT NULL DEFAULT 0,
      checked_at INTEGER,
      -- What was found since it was connected.
      bounces INTEGER NOT NULL DEFAULT 0,
      delays INTEGER NOT NULL DEFAULT 0,
      complaints INTEGER NOT NULL DEFAULT 0,
      unsubscribes INTEGER NOT NULL DEFAULT 0,
      replies INTEGER NOT NULL DEFAULT 0,
      auto_replies INTEGER NOT NULL DEFAULT 0,
      -- left alone: not about a message of ours
      others INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
  `,
};
