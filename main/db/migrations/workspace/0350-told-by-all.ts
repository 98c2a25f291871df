import type { Migration } from '../../migrate.ts';

export const toldByAll: Migration = {
  version: 350,
  name: 'what becomes of campaigns and people is told whoever did it; calls into private networks are allowed per workspace',
  up: `
    -- What programs did was written down by each of them in its own words.
    UPDATE events SET data = json_object('campaign', substr(data ->> 'campaign_id', 5)) WHERE contact_id IS NULL
      AND name IN ('campaign.created', 'campaign.scheduled', 'campaign.cancelled') AND data ->> 'campaign_id' IS NOT NULL;
    UPDATE events SET name = 'removed',
      data = json_object('membership', substr(data ->> 'subscriber_id', 5), 'listId', substr(data ->> 'list_id', 5))
      WHERE contact_id IS NULL AND name = 'subscriber.deleted';

    CREATE TRIGGER feed_campaign_created AFTER INSERT ON campaigns BEGIN
      INSERT INTO events (name, at, data) VALUES ('campaign.created', NEW.created_at, json_object('campaign', NEW.public_id));
    END;
    CREATE TRIGGER feed_campaign_scheduled AFTER UPDATE OF scheduled_at ON campaigns
      WHEN OLD.scheduled_at IS NULL AND NEW.scheduled_at IS NOT NULL
    BEGIN
      INSERT INTO events (name, at, data) VALUES ('campaign.scheduled', NEW.updated_at,
        json_object('campaign', NEW.public_id, 'scheduledAt', NEW.scheduled_at));
    END;
    -- A launch takes it off the schedule as well, and by then there is a send.
    CREATE TRIGGER feed_campaign_unscheduled AFTER UPDATE OF scheduled_at ON campaigns
      WHEN OLD.scheduled_at IS NOT NULL AND NEW.scheduled_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM sends WHERE campaign_id = NEW.id)
    BEGIN
      INSERT INTO events (name, at, data) VALUES ('campaign.cancelled', NEW.updated_at, json_object('campaign', NEW.public_id));
    END;
    DROP TRIGGER feed_send_cancelled;
    CREATE TRIGGER feed_send_cancelled AFTER UPDATE OF state ON sends WHEN NEW.state = 'cancelled' AND OLD.state <> 'cancelled' BEGIN
      INSERT INTO events (name, send_id, at, data) VALUES
        ('send.cancelled', NEW.id, coalesce(NEW.finished_at, NEW.started_at),
          json_object('counts', json((SELECT json_group_object(status, count) FROM send_counts WHERE send_id = NEW.id))));
      INSERT INTO events (name, send_id, at) VALUES ('campaign.cancelled', NEW.id, coalesce(NEW.finished_at, NEW.started_at));
    END;

    -- Who is in a list no more, by whatever: without who it was, which may be forgotten by now. With a list itself nobody is told
    -- of one by one. Apart from the event log, in which what is deleted at the same time would leave its ids to them.
    CREATE TABLE removals (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      -- ids for the outside
      membership TEXT NOT NULL,
      list TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER feed_removed AFTER DELETE ON memberships WHEN EXISTS (SELECT 1 FROM lists WHERE id = OLD.list_id) BEGIN
      INSERT INTO removals (at, membership, list) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), OLD.public_id,
        (SELECT public_id FROM lists WHERE id = OLD.list_id));
    END;

    -- What was changed of many, in the order in which it was done, and when that was: which slice of an import or of a bulk edit
    -- has it.
    CREATE TABLE change_slices (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      import_id INTEGER,
      seq INTEGER,
      bulk_slice_id INTEGER,
      -- JSON: the changes themselves, where what did them does not keep them any more: what was undone, and the undoing
      told TEXT
    ) STRICT;
    CREATE UNIQUE INDEX change_slices_of_imports ON change_slices (import_id, seq) WHERE import_id IS NOT NULL;
    CREATE UNIQUE INDEX change_slices_of_edits ON change_slices (bulk_slice_id) WHERE bulk_slice_id IS NOT NULL;

    CREATE TRIGGER feed_imported AFTER INSERT ON import_slices WHEN substr(NEW.changes, 1, 15) <> '{"contacts":[],' BEGIN
      INSERT INTO change_slices (at, import_id, seq)
        VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), NEW.import_id, NEW.seq);
    END;
    CREATE TRIGGER feed_imported_gone AFTER DELETE ON import_slices BEGIN
      DELETE FROM change_slices WHERE import_id = OLD.import_id AND seq = OLD.seq AND told IS NULL;
    END;
    CREATE TRIGGER feed_bulk AFTER INSERT ON bulk_slices
      WHEN EXISTS (SELECT 1 FROM bulk_edits WHERE id = NEW.edit_id AND action ->> 'kind' IN ('setField', 'clearField'))
    BEGIN
      INSERT INTO change_slices (at, bulk_slice_id) VALUES (CAST(unixepoch('subsec') * 1000 AS INTEGER), NEW.id);
    END;
    CREATE TRIGGER feed_bulk_gone AFTER DELETE ON bulk_slices BEGIN
      DELETE FROM change_slices WHERE bulk_slice_id = OLD.id AND told IS NULL;
    END;

    -- One row. Where a webhook was allowed into a private network, it still is.
    CREATE TABLE webhook_settings (
      -- whether any may be in a private network; each still has to be allowed it
      may_be_private INTEGER NOT NULL
    ) STRICT;
    INSERT INTO webhook_settings (may_be_private) SELECT EXISTS (SELECT 1 FROM webhook_endpoints WHERE allow_private = 1);
  `,
};
