import type { Migration } from '../../migrate.ts';

export const dispatch: Migration = {
  version: 90,
  name: 'where the data belongs, schedules by the clock on the wall, and how a send goes out: in waves, spread over a while, some first',
  up: `
    -- JSON: the time on the wall with its zone, and the manner of sending; scheduled_at is the moment that it means today
    ALTER TABLE campaigns ADD COLUMN plan TEXT;
    -- when it was due and was not sent, because nothing ran then; a person decides
    ALTER TABLE campaigns ADD COLUMN missed_at INTEGER;

    -- Where this database belongs, in one row: what is found elsewhere, or was put back, is a copy and sends nothing.
    CREATE TABLE place (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      -- what tells the file from a copy of it
      file TEXT NOT NULL,
      machine TEXT NOT NULL,
      -- how often it was opened here
      starts INTEGER NOT NULL
    ) STRICT;

    -- Of a send that does not simply go out at once.
    CREATE TABLE dispatches (
      send_id INTEGER PRIMARY KEY REFERENCES sends (id) ON DELETE CASCADE,
      -- JSON: the moments at which recipients get it and how many, as drawn at launch; NULL where there are no waves
      waves TEXT,
      -- the last moment at which it is known that sending was possible; a wave that fell into a gap was missed
      seen_at INTEGER NOT NULL,
      -- over how long it is spread; NULL for not at all
      spread_ms INTEGER,
      -- how many may leave at once, as of that time
      tokens REAL NOT NULL DEFAULT 1,
      tokens_at INTEGER NOT NULL,
      -- how many go first; NULL where all go alike
      canary_first INTEGER,
      -- JSON: what is waited for after them
      canary_after TEXT,
      canary_phase TEXT NOT NULL DEFAULT 'over' CHECK (canary_phase IN ('running', 'waiting', 'over')),
      -- when the last of them was through
      canary_since INTEGER
    ) STRICT;
  `,
};
