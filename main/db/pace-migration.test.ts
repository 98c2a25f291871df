import { afterEach, expect, it } from 'vitest';
import { sentToday } from '../delivery/delivery.ts';
import { sql, type WriteDb } from './db.ts';
import { migratedWorkspace } from './testing.ts';

let db: WriteDb;
let close: () => void;
afterEach(() => close());

it('still knows what left in the last 24 hours when hours become slots', async () => {
  const now = Date.now();
  const hour = Math.floor(now / 3_600_000);
  ({ db, close } = await migratedWorkspace(57, (before) => {
    before.run(
      sql`INSERT INTO transports (public_id, kind, name, settings, created_at, updated_at) VALUES ('t', 'inbox', 'Inbox', '{}', 1, 1)`,
    );
    before.run(sql`INSERT INTO pace (transport_id, tokens, at) VALUES (1, 0.5, ${now})`);
    // Yesterday at this time, an hour ago, now, and in an hour of a clock that has been set since.
    for (const [at, attempts] of [
      [hour - 30, 1000],
      [hour - 1, 20],
      [hour, 3],
      [hour + 1, 4],
    ] as const)
      before.run(sql`INSERT INTO pace_hours (transport_id, hour, attempts) VALUES (1, ${at}, ${attempts})`);
  }));
  expect(sentToday(db, { transportId: 1, now })).toBe(27);
  expect(db.value(sql`SELECT max(slot) * 300000 <= ${Date.now()} FROM pace_slots`)).toBe(1);
  db.run(sql`DELETE FROM transports`);
  expect(db.all(sql`SELECT * FROM pace_slots`)).toEqual([]);
});
