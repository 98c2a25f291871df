import type { Migration } from '../../migrate.ts';

export const attachments: Migration = {
  version: 66,
  name: 'files that go out with a campaign',
  up: `
    -- The files lie beside the database, named by what is in them: the same file of two campaigns is there once.
    CREATE TABLE attachments (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
      file_name TEXT NOT NULL,
      type TEXT NOT NULL,
      stored_as TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX attachments_of_campaign ON attachments (campaign_id);
    CREATE INDEX attachments_by_file ON attachments (stored_as);
  `,
};
