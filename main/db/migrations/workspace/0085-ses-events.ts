import type { Migration } from '../../migrate.ts';

export const sesEvents: Migration = {
  version: 85,
  name: 'where the events of Amazon SES come from',
  up: `
    CREATE TABLE ses_sources (
      id INTEGER PRIMARY KEY,
      transport_id INTEGER NOT NULL UNIQUE REFERENCES transports (id),
      -- the one topic whose posts are taken; empty for none
      topic_arn TEXT NOT NULL DEFAULT '',
      -- the queue that is asked; empty for none
      queue_url TEXT NOT NULL DEFAULT '',
      -- of the queue; empty for that of the account
      region TEXT NOT NULL DEFAULT '',
      endpoint TEXT NOT NULL DEFAULT '',
      -- the part of the public address that nobody can guess
      path TEXT NOT NULL UNIQUE,
      subscribed_at INTEGER,
      heard_at INTEGER
    ) STRICT;

    CREATE TABLE ses_counts (
      source_id INTEGER NOT NULL REFERENCES ses_sources (id),
      what TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (source_id, what)
    ) STRICT, WITHOUT ROWID;

    -- Events about messages that are not ours, for some days, so that each counts once.
    CREATE TABLE ses_unmatched (
      source_id INTEGER NOT NULL REFERENCES ses_sources (id),
      mark TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (source_id, mark)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ses_unmatched_by_age ON ses_unmatched (at);
  `,
};
