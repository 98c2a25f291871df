import type { Migration } from '../../migrate.ts';

export const outcomes: Migration = {
  version: 60,
  name: 'what servers said, comparable from person to person, and the dialogue of attempts that went wrong',
  up: `
    -- the reply without what differs from person to person, so that equal ones can be counted
    ALTER TABLE messages ADD COLUMN said TEXT NOT NULL DEFAULT '';

    -- What was said in an attempt that was not plainly accepted. The oldest go when there are very many.
    CREATE TABLE transcripts (
      id INTEGER PRIMARY KEY,
      message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
      at INTEGER NOT NULL,
      -- commands and replies, a line each, without the message and without passwords
      lines TEXT NOT NULL
    ) STRICT;
    CREATE INDEX transcripts_by_message ON transcripts (message_id, id);

    -- the few that a report counts
    CREATE INDEX evidence_against ON evidence (what, message_id) WHERE what IN ('bounced', 'complained');
  `,
};
