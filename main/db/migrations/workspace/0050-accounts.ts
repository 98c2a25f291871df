import type { Migration } from '../../migrate.ts';

export const accounts: Migration = {
  version: 50,
  name: 'paces of minute and hour, whose addresses an account sends for, and what is learned after sending',
  up: `
    ALTER TABLE transports ADD COLUMN per_minute INTEGER;
    ALTER TABLE transports ADD COLUMN per_hour INTEGER;
    -- JSON: since when, how many on the first day, and by what each day grows; NULL for none
    ALTER TABLE transports ADD COLUMN warm_up TEXT;
    -- JSON: addresses and domains that it may send for; empty for any
    ALTER TABLE transports ADD COLUMN from_addresses TEXT NOT NULL DEFAULT '[]';
    -- where bounces come back to, marked for each message; empty where the sender's own address does
    ALTER TABLE transports ADD COLUMN bounce_address TEXT NOT NULL DEFAULT '';

    -- What sends for a brand when a campaign names nothing; NULL for the usual account.
    ALTER TABLE brands ADD COLUMN transport_id INTEGER REFERENCES transports (id);

    -- What was learned about a message after it had left: a bounce, a delivery, a complaint. Appended, never changed.
    CREATE TABLE evidence (
      id INTEGER PRIMARY KEY,
      message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      what TEXT NOT NULL CHECK (what IN ('delivered', 'delayed', 'bounced', 'complained', 'opened', 'clicked', 'replied', 'answered')),
      -- of a bounce: whether trying again is in vain
      permanent INTEGER NOT NULL DEFAULT 0,
      -- of a bounce: the kind of refusal
      reason TEXT NOT NULL DEFAULT '',
      enhanced_code TEXT,
      -- the other side's own words
      words TEXT NOT NULL DEFAULT '',
      source TEXT NOT NULL CHECK (source IN ('mailbox', 'ses', 'tracking')),
      -- what tells the same report apart that is read twice
      mark TEXT NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (message_id, mark)
    ) STRICT;
  `,
};
