import type { Migration } from '../../migrate.ts';

export const writing: Migration = {
  version: 180,
  name: 'versions of drafts, their steps, saved blocks',
  up: `
    CREATE TABLE versions (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
      -- empty for what was kept by itself
      name TEXT NOT NULL DEFAULT '',
      -- 'named' by a person; 'switch': as it was before it was written in another way
      why TEXT NOT NULL CHECK (why IN ('named', 'switch')),
      -- JSON: subject, preheader, document
      draft TEXT NOT NULL,
      -- JSON: the document that a switch began with; while nothing is edited in it, the way back is open
      became TEXT,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX versions_of_campaign ON versions (campaign_id, id);

    -- what undo and redo go through, as the editor wrote it
    CREATE TABLE undo_steps (
      campaign_id INTEGER PRIMARY KEY REFERENCES campaigns (id) ON DELETE CASCADE,
      steps TEXT NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE saved_blocks (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      -- JSON: the blocks from top to bottom
      blocks TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
  `,
};
