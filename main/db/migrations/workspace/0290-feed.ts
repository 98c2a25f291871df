import type { Migration } from '../../migrate.ts';

/** How the messages of a send stand, at that moment. */
const counts = `(SELECT json_group_object(status, count) FROM send_counts WHERE send_id = NEW.id)`;

export const feed: Migration = {
  version: 290,
  name: 'what left and what was refused in the order of time, what becomes of sends as facts, and how far each webhook has read',
  up: `
    -- The ledger as a part of the feed: what was accepted at once, and what was refused. Nothing is written twice for it.
    CREATE INDEX messages_left ON messages (settled_at, id, send_id)
      WHERE status = 'accepted' AND kind <> 'test' AND reason = '' AND settled_at IS NOT NULL;
    CREATE INDEX messages_refused ON messages (settled_at, id, send_id)
      WHERE status = 'refused' AND kind <> 'test' AND settled_at IS NOT NULL;

    -- Facts about nobody, such as those of sends and imports: few among many others.
    CREATE INDEX events_of_nobody ON events (name) WHERE contact_id IS NULL;
    -- What events_by_name leaves out because lists know it, without what imports tell of who joined.
    CREATE INDEX events_of_leaving ON events (at) WHERE name = 'unsubscribed' AND contact_id IS NOT NULL;

    -- What was said is kept to the letter for as long as it may be said again; then only what it was about.
    ALTER TABLE webhook_deliveries ADD COLUMN masked INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX webhook_deliveries_to_mask ON webhook_deliveries (ended_at) WHERE masked = 0 AND status <> 'pending';

    -- With the status, so that outcomes are counted from it alone.
    DROP INDEX webhook_deliveries_by_age;
    CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at, status);

    -- What was decided later has the time of what decided it, which the feed may have read past; it is a fact of its own.
    CREATE TRIGGER feed_decided AFTER UPDATE OF status ON messages
      WHEN NEW.status = 'accepted' AND OLD.status = 'uncertain' AND NEW.kind <> 'test'
    BEGIN
      INSERT INTO events (name, contact_id, message_id, send_id, at)
      VALUES ('accepted', NEW.contact_id, NEW.id, NEW.send_id, coalesce(NEW.settled_at, NEW.created_at));
    END;

    CREATE TRIGGER feed_send_started AFTER INSERT ON sends BEGIN
      INSERT INTO events (name, send_id, at) VALUES ('send.started', NEW.id, NEW.started_at);
    END;
    CREATE TRIGGER feed_send_completed AFTER UPDATE OF state ON sends WHEN NEW.state = 'finished' AND OLD.state <> 'finished' BEGIN
      INSERT INTO events (name, send_id, at, data) VALUES
        ('send.completed', NEW.id, coalesce(NEW.finished_at, NEW.started_at), json_object('counts', json(${counts})));
      -- Who sends again to those that were refused opens the send once more; the campaign was sent all the same.
      INSERT INTO events (name, send_id, at)
        SELECT 'campaign.sent', NEW.id, coalesce(NEW.finished_at, NEW.started_at)
        WHERE NOT EXISTS (SELECT 1 FROM events WHERE send_id = NEW.id AND name = 'campaign.sent');
    END;
    CREATE TRIGGER feed_send_cancelled AFTER UPDATE OF state ON sends WHEN NEW.state = 'cancelled' AND OLD.state <> 'cancelled' BEGIN
      INSERT INTO events (name, send_id, at, data) VALUES
        ('send.cancelled', NEW.id, coalesce(NEW.finished_at, NEW.started_at), json_object('counts', json(${counts})));
    END;

    -- How far an endpoint has read what is not in the event log; the log itself is read to webhook_endpoints.read_to.
    CREATE TABLE webhook_readings (
      endpoint_id INTEGER NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
      stream TEXT NOT NULL,
      -- of what is read in the order of time; 0 where the ids are the order
      at INTEGER NOT NULL,
      id INTEGER NOT NULL,
      PRIMARY KEY (endpoint_id, stream)
    ) STRICT, WITHOUT ROWID;

    -- Where the newest rows are taken back, their ids are given again: those are new all the same. Looked at when rows go,
    -- which is seldom, and not when they come.
    DROP TRIGGER webhook_feed_back;
    CREATE TRIGGER webhook_events_back AFTER DELETE ON events
      WHEN EXISTS (SELECT 1 FROM webhook_endpoints) AND OLD.id > (SELECT coalesce(max(id), 0) FROM events)
    BEGIN
      UPDATE webhook_endpoints SET read_to = (SELECT coalesce(max(id), 0) FROM events)
        WHERE read_to > (SELECT coalesce(max(id), 0) FROM events);
    END;
    CREATE TRIGGER webhook_members_back AFTER DELETE ON memberships
      WHEN EXISTS (SELECT 1 FROM webhook_readings) AND OLD.id > (SELECT coalesce(max(id), 0) FROM memberships)
    BEGIN
      UPDATE webhook_readings SET id = (SELECT coalesce(max(id), 0) FROM memberships)
        WHERE stream = 'joined' AND id > (SELECT coalesce(max(id), 0) FROM memberships);
    END;
    CREATE TRIGGER webhook_edits_back AFTER DELETE ON contact_edits
      WHEN EXISTS (SELECT 1 FROM webhook_readings) AND OLD.id > (SELECT coalesce(max(id), 0) FROM contact_edits)
    BEGIN
      UPDATE webhook_readings SET id = (SELECT coalesce(max(id), 0) FROM contact_edits)
        WHERE stream = 'edited' AND id > (SELECT coalesce(max(id), 0) FROM contact_edits);
    END;
  `,
};
