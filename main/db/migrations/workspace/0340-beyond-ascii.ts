import type { Migration } from '../../migrate.ts';

export const beyondAscii: Migration = {
  version: 340,
  name: 'suppressed addresses with letters beyond ASCII are found by themselves',
  up: `
    -- Few in most workspaces: a word with such letters is looked for among these alone.
    CREATE INDEX suppressions_beyond_ascii ON suppressions (email_key) WHERE length(email) <> octet_length(email);
  `,
};
