import type { Migration } from '../../migrate.ts';

/** What the roll-up leaves out: joining and leaving lists, of which an import tells a million times, and lists know it. */
const counted = (event: string) =>
  `${event}contact_id IS NOT NULL AND ${event}name <> 'subscribed' AND ${event}name <> 'unsubscribed'`;

export const segments: Migration = {
  version: 140,
  name: 'segments, and how often and when last each person did what',
  up: `
    CREATE TABLE segments (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      -- JSON: who is meant; NULL where people were picked by hand
      rule TEXT,
      -- 0 while people picked by hand are still being written down; such a one is not there yet
      complete INTEGER NOT NULL DEFAULT 1,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    -- Who was picked by hand.
    CREATE TABLE segment_members (
      segment_id INTEGER NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
      contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
      PRIMARY KEY (segment_id, contact_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX segment_members_by_contact ON segment_members (contact_id);

    -- How many messages each person received, and when the last one.
    CREATE TABLE receipts (
      contact_id INTEGER PRIMARY KEY REFERENCES contacts (id) ON DELETE CASCADE,
      count INTEGER NOT NULL,
      last_at INTEGER NOT NULL
    ) STRICT;

    -- How often each person did something, and when last. A row goes with the last of its events.
    CREATE TABLE tallies (
      name TEXT NOT NULL,
      contact_id INTEGER NOT NULL,
      count INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      PRIMARY KEY (name, contact_id)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO receipts (contact_id, count, last_at)
    SELECT contact_id, count(*), max(coalesce(settled_at, created_at)) FROM messages NOT INDEXED
    WHERE status = 'accepted' AND kind <> 'test' AND contact_id IS NOT NULL GROUP BY contact_id;

    INSERT INTO tallies (name, contact_id, count, last_at)
    SELECT name, contact_id, count(*), max(at) FROM events WHERE ${counted('')} GROUP BY name, contact_id;

    CREATE INDEX events_by_name ON events (name, at, contact_id) WHERE ${counted('')};

    CREATE TRIGGER receipts_grow AFTER UPDATE OF status ON messages
    WHEN NEW.status = 'accepted' AND OLD.status <> 'accepted' AND NEW.kind <> 'test' AND NEW.contact_id IS NOT NULL
    BEGIN
      INSERT INTO receipts (contact_id, count, last_at) VALUES (NEW.contact_id, 1, coalesce(NEW.settled_at, NEW.created_at))
      ON CONFLICT (contact_id) DO UPDATE SET count = count + 1, last_at = max(last_at, excluded.last_at);
    END;

    CREATE TRIGGER receipts_grow_at_once AFTER INSERT ON messages
    WHEN NEW.status = 'accepted' AND NEW.kind <> 'test' AND NEW.contact_id IS NOT NULL
    BEGIN
      INSERT INTO receipts (contact_id, count, last_at) VALUES (NEW.contact_id, 1, coalesce(NEW.settled_at, NEW.created_at))
      ON CONFLICT (contact_id) DO UPDATE SET count = count + 1, last_at = max(last_at, excluded.last_at);
    END;

    CREATE TRIGGER receipts_shrink AFTER UPDATE OF status ON messages
    WHEN OLD.status = 'accepted' AND NEW.status <> 'accepted' AND OLD.kind <> 'test' AND OLD.contact_id IS NOT NULL
    BEGIN
      DELETE FROM receipts WHERE contact_id = OLD.contact_id AND count = 1;
      UPDATE receipts SET count = count - 1, last_at = coalesce((SELECT max(coalesce(settled_at, created_at)) FROM messages
        WHERE contact_id = OLD.contact_id AND status = 'accepted' AND kind <> 'test'), last_at) WHERE contact_id = OLD.contact_id;
    END;

    CREATE TRIGGER receipts_go AFTER DELETE ON messages
    WHEN OLD.status = 'accepted' AND OLD.kind <> 'test' AND OLD.contact_id IS NOT NULL
    BEGIN
      DELETE FROM receipts WHERE contact_id = OLD.contact_id AND count = 1;
      UPDATE receipts SET count = count - 1, last_at = coalesce((SELECT max(coalesce(settled_at, created_at)) FROM messages
        WHERE contact_id = OLD.contact_id AND status = 'accepted' AND kind <> 'test'), last_at) WHERE contact_id = OLD.contact_id;
    END;

    CREATE TRIGGER tallies_grow AFTER INSERT ON events WHEN ${counted('NEW.')}
    BEGIN
      INSERT INTO tallies (name, contact_id, count, last_at) VALUES (NEW.name, NEW.contact_id, 1, NEW.at)
      ON CONFLICT (name, contact_id) DO UPDATE SET count = count + 1, last_at = max(last_at, excluded.last_at);
    END;

    CREATE TRIGGER tallies_shrink AFTER DELETE ON events WHEN ${counted('OLD.')}
    BEGIN
      DELETE FROM tallies WHERE name = OLD.name AND contact_id = OLD.contact_id AND count = 1;
      UPDATE tallies SET count = count - 1,
        last_at = iif(OLD.at < last_at, last_at,
          coalesce((SELECT max(at) FROM events WHERE contact_id = OLD.contact_id AND name = OLD.name), last_at))
      WHERE name = OLD.name AND contact_id = OLD.contact_id;
    END;
  `,
};
