import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { sentToday } from '../delivery/delivery.ts';
import { openWrite, sql, workspaceMigrations } from './db.ts';
import { temporaryFolder } from './testing.ts';

let folder: string;
let remove: () => void;
beforeEach(() => ({ folder, remove } = temporaryFolder()));
afterEach(() => remove());

const open = (migrations: typeof workspaceMigrations) =>
  openWrite({ file: join(folder, 'a.db'), logger: silentLogger, migrations, create: true });

it('still knows what left in the last 24 hours when hours become slots', async () => {
  const now = Date.now();
  const hour = Math.floor(now / 3_600_000);
  const before = await open(workspaceMigrations.filter(({ version }) => version < 57));
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
  before.close();
  const after = await open(workspaceMigrations);
  expect(sentToday(after, { transportId: 1, now })).toBe(27);
  expect(after.value(sql`SELECT max(slot) * 300000 <= ${Date.now()} FROM pace_slots`)).toBe(1);
  after.run(sql`DELETE FROM transports`);
  expect(after.all(sql`SELECT * FROM pace_slots`)).toEqual([]);
  after.close();
});
