import type { Migration } from '../../migrate.ts';

export const undoLogs: Migration = {
  version: 320,
  name: 'the steps of undo one by one, for each window',
  up: `
    -- what undo and redo go through, as one window wrote it
    CREATE TABLE undo_logs (
      id INTEGER PRIMARY KEY,
      campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      -- JSON: the oldest draft
      first TEXT NOT NULL,
      -- how many drafts it has, the oldest with them, and which is the present one
      count INTEGER NOT NULL,
      at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      UNIQUE (campaign_id, name)
    ) STRICT;
    CREATE TABLE undo_patches (
      log_id INTEGER NOT NULL REFERENCES undo_logs (id) ON DELETE CASCADE,
      -- the draft that it leads to, from 1 on
      seq INTEGER NOT NULL,
      -- JSON: from where, how much is taken out, what comes in
      patch TEXT NOT NULL,
      PRIMARY KEY (log_id, seq)
    ) STRICT;
    INSERT INTO undo_logs (campaign_id, name, first, count, at, updated_at)
      SELECT campaign_id, 'before', steps ->> '$.first', json_array_length(steps, '$.patches') + 1, steps ->> '$.at', updated_at
      FROM undo_steps WHERE json_valid(steps) AND steps ->> '$.v' = 1;
    INSERT INTO undo_patches (log_id, seq, patch)
      SELECT l.id, p.key + 1, p.value FROM undo_logs l JOIN undo_steps s USING (campaign_id), json_each(s.steps, '$.patches') p;
    DROP TABLE undo_steps;
  `,
};
