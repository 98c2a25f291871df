import type { Migration } from '../../migrate.ts';

export const keeping: Migration = {
  version: 150,
  name: 'suppressed domains and what suppressions rest on, frequency caps, bulk edits that can be undone',
  up: `
    -- A suppressed domain is a row whose key begins with @: it covers every address of the domain and of its sub-domains.
    ALTER TABLE suppressions ADD COLUMN message_id INTEGER REFERENCES messages (id) ON DELETE SET NULL;
    ALTER TABLE suppressions ADD COLUMN import_id INTEGER REFERENCES imports (id) ON DELETE SET NULL;
    CREATE INDEX suppressions_by_message ON suppressions (message_id) WHERE message_id IS NOT NULL;
    CREATE INDEX suppressions_by_import ON suppressions (import_id) WHERE import_id IS NOT NULL;
    CREATE INDEX suppressions_by_reason ON suppressions (reason, created_at);
    -- Whom a suppressed domain covers; in the order of the id within a domain.
    CREATE INDEX contacts_by_domain ON contacts (substr(email_key, instr(email_key, '@') + 1));

    -- What an automation sent lately, for the frequency cap; a campaign's messages are found by their send.
    CREATE INDEX messages_by_automation ON messages (settled_at, contact_id)
      WHERE kind = 'automation' AND status = 'accepted';

    CREATE TABLE bulk_edits (
      id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL UNIQUE,
      -- JSON: what is done to each
      action TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN
        ('running', 'finished', 'cancelled', 'failed', 'interrupted', 'undoing', 'undone')),
      error TEXT NOT NULL DEFAULT '',
      -- how many were chosen, and how many of them were reached
      people INTEGER NOT NULL DEFAULT 0,
      done INTEGER NOT NULL DEFAULT 0,
      -- how many are different by it
      changed INTEGER NOT NULL DEFAULT 0,
      -- of the undo: how many are as before, and how many were changed since and stay so
      restored INTEGER NOT NULL DEFAULT 0,
      left_alone INTEGER NOT NULL DEFAULT 0,
      started_at INTEGER NOT NULL,
      finished_at INTEGER,
      -- what it would take to undo it is there until then
      undo_until INTEGER NOT NULL
    ) STRICT;

    -- What was before, some people at a time. Undone ones are deleted in the same transaction.
    CREATE TABLE bulk_slices (
      id INTEGER PRIMARY KEY,
      edit_id INTEGER NOT NULL REFERENCES bulk_edits (id) ON DELETE CASCADE,
      -- no contact outside of these is in it
      first_contact INTEGER NOT NULL,
      last_contact INTEGER NOT NULL,
      -- JSON, deflated
      image BLOB NOT NULL
    ) STRICT;
    CREATE INDEX bulk_slices_by_edit ON bulk_slices (edit_id, id);
  `,
};
