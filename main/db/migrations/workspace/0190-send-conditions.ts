import type { Migration } from '../../migrate.ts';

export const sendConditions: Migration = {
  version: 190,
  name: 'who sees what in a send, as it was at its launch, and people with long names',
  up: `
    -- Of each condition of a frozen message who fulfilled it when the send was launched.
    CREATE TABLE send_conditions (
      send_id INTEGER NOT NULL REFERENCES sends (id) ON DELETE CASCADE,
      -- its place in the conditions of the message
      position INTEGER NOT NULL,
      -- a bit for the id of each contact
      people BLOB NOT NULL,
      PRIMARY KEY (send_id, position)
    ) STRICT;

    -- A design is looked at as somebody with a very long name. Few have one.
    CREATE INDEX contacts_with_long_names ON contacts (length(name_key)) WHERE length(name_key) > 28;
  `,
};
