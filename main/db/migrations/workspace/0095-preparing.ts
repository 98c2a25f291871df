import type { Migration } from '../../migrate.ts';

export const preparing: Migration = {
  version: 95,
  name: 'messages of a send counted by their status, and frozen audiences whose messages are still to be written',
  up: `
    -- How many messages of a send are in each status. The triggers keep it: nothing else writes here.
    CREATE TABLE send_counts (
      send_id INTEGER NOT NULL REFERENCES sends (id) ON DELETE CASCADE,
      status TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (send_id, status)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER send_counts_begin AFTER INSERT ON sends BEGIN
      INSERT INTO send_counts (send_id, status, count) VALUES
        (new.id, 'pending', 0), (new.id, 'claimed', 0), (new.id, 'attempting', 0), (new.id, 'accepted', 0),
        (new.id, 'refused', 0), (new.id, 'deferred', 0), (new.id, 'uncertain', 0), (new.id, 'skipped', 0);
    END;
    CREATE TRIGGER send_counts_added AFTER INSERT ON messages WHEN new.send_id IS NOT NULL BEGIN
      UPDATE send_counts SET count = count + 1 WHERE send_id = new.send_id AND status = new.status;
    END;
    CREATE TRIGGER send_counts_moved AFTER UPDATE OF status ON messages
      WHEN new.send_id IS NOT NULL AND new.status <> old.status BEGIN
      UPDATE send_counts SET count = count - 1 WHERE send_id = old.send_id AND status = old.status;
      UPDATE send_counts SET count = count + 1 WHERE send_id = new.send_id AND status = new.status;
    END;
    CREATE TRIGGER send_counts_removed AFTER DELETE ON messages WHEN old.send_id IS NOT NULL BEGIN
      UPDATE send_counts SET count = count - 1 WHERE send_id = old.send_id AND status = old.status;
    END;

    INSERT INTO send_counts (send_id, status, count)
      SELECT s.id, w.value, 0 FROM sends s, json_each(
        '["pending","claimed","attempting","accepted","refused","deferred","uncertain","skipped"]') w;
    UPDATE send_counts SET count = found.count
      FROM (SELECT send_id, status, count(*) AS count FROM messages WHERE send_id IS NOT NULL GROUP BY send_id, status) AS found
      WHERE send_counts.send_id = found.send_id AND send_counts.status = found.status;

    -- A frozen audience whose messages are not written yet. Nothing of its send leaves before the last part is gone from here.
    CREATE TABLE preparations (
      send_id INTEGER NOT NULL REFERENCES sends (id) ON DELETE CASCADE,
      part INTEGER NOT NULL,
      -- how these messages begin
      status TEXT NOT NULL CHECK (status IN ('pending', 'deferred', 'skipped')),
      reason TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      people INTEGER NOT NULL,
      -- ids of contacts, ascending: each as its distance from the one before
      contact_ids BLOB NOT NULL,
      PRIMARY KEY (send_id, part)
    ) STRICT;
  `,
};
