import type { Migration } from '../../migrate.ts';

export const departures: Migration = {
  version: 170,
  name: 'which messages may leave without waiting for the disk once more',
  up: `
    -- Known to the disk before they leave: after a power cut nobody can tell whether one of them has left. After the end of
    -- the process alone their status tells. Who is in here and not claimed any more is history.
    CREATE TABLE departures (
      message_id INTEGER PRIMARY KEY,
      transport_id INTEGER NOT NULL,
      -- the start of the computer at which this was written
      boot TEXT NOT NULL
    ) STRICT;
  `,
};
