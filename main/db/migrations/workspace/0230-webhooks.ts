import type { Migration } from '../../migrate.ts';

export const webhooks: Migration = {
  version: 230,
  name: 'what other programs are told, and who changed what',
  up: `
    CREATE TABLE webhook_endpoints (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      -- in whose words it is told
      dialect TEXT NOT NULL,
      url TEXT NOT NULL,
      -- JSON: names of events in these words; "*" for all
      events TEXT NOT NULL,
      enabled INTEGER NOT NULL DEFAULT 1,
      -- whether it may be in a private network
      allow_private INTEGER NOT NULL DEFAULT 0,
      -- why it is not called any more although it is enabled; empty for one that is called
      paused TEXT NOT NULL DEFAULT '',
      -- failed calls since the last that succeeded, since when, and until when it is left alone
      failures INTEGER NOT NULL DEFAULT 0,
      failing_since INTEGER,
      rest_until INTEGER NOT NULL DEFAULT 0,
      -- how far it has read the event log
      read_to INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE webhook_deliveries (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      endpoint_id INTEGER NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
      -- whom it is about: it is forgotten with them
      contact_id INTEGER REFERENCES contacts (id) ON DELETE CASCADE,
      event_key TEXT NOT NULL,
      type TEXT NOT NULL,
      -- what is said, to the letter
      body TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
      attempts INTEGER NOT NULL DEFAULT 0,
      due_at INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      tried_at INTEGER,
      ended_at INTEGER,
      duration_ms INTEGER,
      response_status INTEGER,
      response_body TEXT NOT NULL DEFAULT '',
      error TEXT NOT NULL DEFAULT '',
      -- the delivery that this one says again
      replay_of TEXT
    ) STRICT;
    CREATE INDEX webhook_deliveries_of_endpoint ON webhook_deliveries (endpoint_id);
    CREATE INDEX webhook_deliveries_of_status ON webhook_deliveries (endpoint_id, status);
    CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, due_at) WHERE status = 'pending';
    CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at);
    CREATE INDEX webhook_deliveries_of_contact ON webhook_deliveries (contact_id) WHERE contact_id IS NOT NULL;
    -- What one endpoint is told about one event, once; saying it again is another delivery.
    CREATE UNIQUE INDEX webhook_deliveries_once ON webhook_deliveries (endpoint_id, event_key, type) WHERE replay_of IS NULL;

    -- Where the newest facts were taken back, their ids are given again: those are new all the same.
    CREATE TRIGGER webhook_feed_back AFTER INSERT ON events
      WHEN NEW.id <= (SELECT max(read_to) FROM webhook_endpoints) AND NEW.id = (SELECT max(id) FROM events)
    BEGIN
      UPDATE webhook_endpoints SET read_to = NEW.id - 1 WHERE read_to >= NEW.id;
    END;

    CREATE TABLE audit_entries (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      public_id TEXT NOT NULL UNIQUE,
      at INTEGER NOT NULL,
      -- key, user, or system
      actor_type TEXT NOT NULL,
      actor_id TEXT NOT NULL,
      actor_label TEXT NOT NULL,
      -- the window, or the dialect by which it was asked for
      via TEXT NOT NULL,
      action TEXT NOT NULL,
      target_type TEXT NOT NULL,
      target_id TEXT NOT NULL,
      ip TEXT NOT NULL,
      request_id TEXT NOT NULL,
      -- JSON: what else is worth knowing; never a body
      details TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_entries_by_action ON audit_entries (action);
    CREATE INDEX audit_entries_by_actor ON audit_entries (actor_id);
  `,
};
