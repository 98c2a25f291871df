import type { Migration } from '../../migrate.ts';

export const recipients: Migration = {
  version: 280,
  name: 'how lists appear to the people in them, and who was asked to confirm',
  up: `
    -- what recipients read instead of the name; empty for the name itself
    ALTER TABLE lists ADD COLUMN public_name TEXT NOT NULL DEFAULT '';
    -- an internal list is on no page that recipients see
    ALTER TABLE lists ADD COLUMN is_internal INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE lists ADD COLUMN double_opt_in INTEGER NOT NULL DEFAULT 0;
    -- of the mail that asks people to confirm; empty for the usual words
    ALTER TABLE lists ADD COLUMN confirm_subject TEXT NOT NULL DEFAULT '';
    ALTER TABLE lists ADD COLUMN confirm_text TEXT NOT NULL DEFAULT '';

    UPDATE lists SET double_opt_in = 1
      WHERE public_id IN (SELECT substr(name, 15) FROM program_facts WHERE name LIKE 'list-confirms/%' AND value = 'true');
    DELETE FROM program_facts WHERE name LIKE 'list-confirms/%';

    -- Each time that somebody was asked to confirm, and the evidence that they did.
    CREATE TABLE confirmations (
      id INTEGER PRIMARY KEY,
      contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
      list_id INTEGER NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
      asked_at INTEGER NOT NULL,
      -- until when the link confirms
      expires_at INTEGER NOT NULL,
      -- when its mail was put into the ledger; a crash before leaves it waiting
      written_at INTEGER,
      message_id INTEGER REFERENCES messages (id) ON DELETE SET NULL,
      confirmed_at INTEGER,
      -- from which network, shortened so that it names no person, and a hash of the browser's own words
      confirmed_from TEXT NOT NULL DEFAULT '',
      confirmed_agent TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX confirmations_of_contact ON confirmations (contact_id, list_id);
    CREATE INDEX confirmations_of_list ON confirmations (list_id);
    CREATE INDEX confirmations_of_message ON confirmations (message_id) WHERE message_id IS NOT NULL;
    CREATE INDEX confirmations_waiting ON confirmations (id) WHERE written_at IS NULL;

    -- What confirmation mails say, each wording once, however many got it.
    CREATE TABLE confirmation_letters (
      id INTEGER PRIMARY KEY,
      hash TEXT NOT NULL UNIQUE,
      -- JSON: the message, compiled once, and whom it is from
      content TEXT NOT NULL
    ) STRICT;
  `,
};
