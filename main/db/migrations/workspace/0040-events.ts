import type { Migration } from '../../migrate.ts';

export const events: Migration = {
  version: 40,
  name: 'the event log',
  up: `
    -- Facts that happened, appended once and never changed.
    CREATE TABLE events (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      contact_id INTEGER REFERENCES contacts (id) ON DELETE CASCADE,
      message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
      send_id INTEGER REFERENCES sends (id) ON DELETE CASCADE,
      link_id INTEGER REFERENCES links (id) ON DELETE SET NULL,
      at INTEGER NOT NULL,
      -- JSON: what else is known
      data TEXT NOT NULL DEFAULT '{}'
    ) STRICT;
    CREATE INDEX events_by_contact ON events (contact_id, at);
    -- An import tells of 100,000 people at once, and none of that belongs to a send or a message.
    CREATE INDEX events_by_send ON events (send_id, name, contact_id) WHERE send_id IS NOT NULL;
    CREATE INDEX events_by_message ON events (message_id, name) WHERE message_id IS NOT NULL;
    -- Without it, deleting a campaign would search the whole log for each of its links.
    CREATE INDEX events_by_link ON events (link_id) WHERE link_id IS NOT NULL;
  `,
};
