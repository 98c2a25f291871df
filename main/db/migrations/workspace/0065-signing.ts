import type { Migration } from '../../migrate.ts';

export const signing: Migration = {
  version: 65,
  name: 'keys that sign messages of a domain',
  up: `
    -- The private halves are secrets, never here. One key for each domain.
    CREATE TABLE signing_keys (
      domain TEXT PRIMARY KEY,
      selector TEXT NOT NULL,
      -- base64, as the DNS record has it
      public_key TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      -- since when its record is seen in DNS; NULL: it signs nothing yet
      enabled_at INTEGER
    ) STRICT;
  `,
};
