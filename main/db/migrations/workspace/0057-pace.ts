import type { Migration } from '../../migrate.ts';

export const pace: Migration = {
  version: 57,
  name: 'what has left of late, counted in slots that a minute, an hour and a day slide over',
  up: `
    -- Attempts in each slot of so many milliseconds. What is older than the longest limit looks is removed.
    CREATE TABLE pace_slots (
      transport_id INTEGER NOT NULL REFERENCES transports (id) ON DELETE CASCADE,
      width INTEGER NOT NULL,
      slot INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      PRIMARY KEY (transport_id, width, slot)
    ) STRICT, WITHOUT ROWID;
    -- It is not known when in its hour an attempt was: as if at its end, or now. Too late only holds back for longer.
    INSERT INTO pace_slots (transport_id, width, slot, attempts)
    SELECT transport_id, 300000, min((hour + 1) * 12 - 1, CAST(unixepoch('now') / 300 AS INTEGER)) AS at, sum(attempts)
    FROM pace_hours GROUP BY transport_id, at;

    -- Slots are counted in a time that goes on evenly whatever happens to the clock; this says how to find it again.
    CREATE TABLE pace_clocks (
      transport_id INTEGER PRIMARY KEY REFERENCES transports (id) ON DELETE CASCADE,
      -- what the clock shows more than that time
      clock_ahead INTEGER NOT NULL,
      -- what the time since the computer was started is less than that time
      uptime_behind INTEGER NOT NULL
    ) STRICT;

    DROP TABLE pace;
    DROP TABLE pace_hours;
  `,
};
