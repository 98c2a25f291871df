import type { Migration } from '../../migrate.ts';

export const delivery: Migration = {
  version: 30,
  name: 'transports, sends, the ledger and the test inbox',
  up: `
    CREATE TABLE transports (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('smtp', 'ses', 'inbox')),
      name TEXT NOT NULL,
      -- JSON: host, port, region …; passwords and keys are in the keychain store
      settings TEXT NOT NULL,
      connections INTEGER NOT NULL DEFAULT 5,
      per_second REAL,
      per_day INTEGER,
      is_default INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      -- the row stays: the ledger names what carried a message
      removed_at INTEGER
    ) STRICT;

    -- What is left of each transport's pace, so that a restart does not grant it anew.
    CREATE TABLE pace (
      transport_id INTEGER PRIMARY KEY REFERENCES transports (id) ON DELETE CASCADE,
      -- messages that may leave at once, as of that time
      tokens REAL NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;

    -- Attempts in each hour. A day's limit is held against the last 24 of them: providers count a rolling day.
    CREATE TABLE pace_hours (
      transport_id INTEGER NOT NULL REFERENCES transports (id) ON DELETE CASCADE,
      hour INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      PRIMARY KEY (transport_id, hour)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sends (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      campaign_id INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
      transport_id INTEGER NOT NULL REFERENCES transports (id),
      state TEXT NOT NULL CHECK (state IN ('sending', 'paused', 'cancelled', 'finished')),
      pause_reason TEXT NOT NULL DEFAULT '',
      -- JSON: the message, compiled once; a restart goes on with the very same
      content TEXT NOT NULL,
      recipients INTEGER NOT NULL DEFAULT 0,
      started_at INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT;
    CREATE INDEX sends_by_campaign ON sends (campaign_id, id);
    CREATE INDEX sends_open ON sends (state) WHERE state IN ('sending', 'paused');

    -- The ledger: one row per message, whatever caused it.
    CREATE TABLE messages (
      id INTEGER PRIMARY KEY,
      send_id INTEGER REFERENCES sends (id) ON DELETE CASCADE,
      transport_id INTEGER NOT NULL REFERENCES transports (id),
      kind TEXT NOT NULL CHECK (kind IN ('campaign', 'test', 'confirmation', 'automation', 'transactional')),
      contact_id INTEGER REFERENCES contacts (id) ON DELETE SET NULL,
      email TEXT NOT NULL,
      email_key TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN
        ('pending', 'claimed', 'attempting', 'accepted', 'refused', 'deferred', 'uncertain', 'skipped')),
      -- why skipped, or the kind of refusal
      reason TEXT NOT NULL DEFAULT '',
      attempts INTEGER NOT NULL DEFAULT 0,
      -- of a deferred message: not before
      due_at INTEGER NOT NULL DEFAULT 0,
      -- the first attempt; a message is given up at a certain age of it
      first_attempted_at INTEGER,
      attempted_at INTEGER,
      settled_at INTEGER,
      code INTEGER,
      enhanced_code TEXT,
      -- the server's own words
      reply TEXT NOT NULL DEFAULT '',
      -- JSON: the content of a message that belongs to no send
      content TEXT,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX messages_once ON messages (send_id, contact_id) WHERE send_id IS NOT NULL AND contact_id IS NOT NULL;
    -- in the order of the id within a status, as every index of a rowid table
    CREATE INDEX messages_by_send ON messages (send_id, status);
    -- Pending messages are always due; they are found by their send, so that a paused one is not waded through.
    CREATE INDEX messages_due ON messages (send_id, due_at) WHERE status = 'deferred';
    CREATE INDEX messages_by_contact ON messages (contact_id, id);

    CREATE TABLE links (
      id INTEGER PRIMARY KEY,
      send_id INTEGER NOT NULL REFERENCES sends (id) ON DELETE CASCADE,
      url TEXT NOT NULL,
      UNIQUE (send_id, url)
    ) STRICT;

    CREATE TABLE inbox_messages (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      received_at INTEGER NOT NULL,
      envelope_from TEXT NOT NULL,
      -- JSON: the envelope's recipients
      envelope_to TEXT NOT NULL,
      header_from TEXT NOT NULL DEFAULT '',
      subject TEXT NOT NULL DEFAULT '',
      bytes INTEGER NOT NULL,
      raw BLOB NOT NULL,
      read_at INTEGER
    ) STRICT;
  `,
};
