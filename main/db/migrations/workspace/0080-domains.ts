import type { Migration } from '../../migrate.ts';

export const domains: Migration = {
  version: 80,
  name: 'what the DNS said about the domains of senders',
  up: `
    CREATE TABLE domain_checks (
      -- as the DNS writes it
      domain TEXT PRIMARY KEY,
      checked_at INTEGER NOT NULL,
      -- JSON: each part with its state, and what to do
      result TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE domain_settings (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      -- the DNS server to ask, an IP address with or without a port; empty for the system's own
      resolver TEXT NOT NULL
    ) STRICT;
  `,
};
