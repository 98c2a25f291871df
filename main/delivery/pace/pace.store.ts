import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** Width in milliseconds of the slots that each limit is counted in: a few hundred in each. */
export const widths = { minute: 250, hour: 10_000, day: 300_000 } as const;
export type Width = (typeof widths)[keyof typeof widths];

/** Oldest first, from the slot that `since` is in. Times are those of the pace, not the clock's. */
export const readSlots = (
  db: ReadDb,
  of: { transportId: number; width: Width; since: number },
): { slot: number; attempts: number }[] =>
  db.all(sql`/* pace.slots */
    SELECT slot, attempts FROM pace_slots
    WHERE transport_id = ${of.transportId} AND width = ${of.width} AND slot >= ${Math.floor(of.since / of.width)}
    ORDER BY slot`);

export function countAttempts(db: WriteDb, counted: { transportId: number; width: Width; attempts: number; at: number }): void {
  db.run(sql`/* pace.count */
    INSERT INTO pace_slots (transport_id, width, slot, attempts)
    VALUES (${counted.transportId}, ${counted.width}, ${Math.floor(counted.at / counted.width)}, ${counted.attempts})
    ON CONFLICT (transport_id, width, slot) DO UPDATE SET attempts = attempts + excluded.attempts`);
}

export function forgetSlots(db: WriteDb, old: { transportId: number; width: Width; before: number }): void {
  db.run(sql`/* pace.forget */
    DELETE FROM pace_slots
    WHERE transport_id = ${old.transportId} AND width = ${old.width} AND slot < ${Math.floor(old.before / old.width)}`);
}

/** The time of the pace at which something was last counted, at the least. */
export const lastCounted = (db: ReadDb, transportId: number): number =>
  Object.values(widths).reduce((latest, width) => {
    const slot = db.value<number | null>(sql`/* pace.last */
      SELECT max(slot) FROM pace_slots WHERE transport_id = ${transportId} AND width = ${width}`);
    return Math.max(latest, (slot ?? 0) * width);
  }, 0);

export type PaceClock = { clockAhead: number; uptimeBehind: number };

export const readClock = (db: ReadDb, transportId: number): PaceClock | undefined =>
  db.get(sql`/* pace.clock */
    SELECT clock_ahead AS clockAhead, uptime_behind AS uptimeBehind FROM pace_clocks WHERE transport_id = ${transportId}`);

export function writeClock(db: WriteDb, transportId: number, clock: PaceClock): void {
  db.run(sql`/* pace.setClock */
    INSERT INTO pace_clocks (transport_id, clock_ahead, uptime_behind)
    VALUES (${transportId}, ${clock.clockAhead}, ${clock.uptimeBehind})
    ON CONFLICT (transport_id) DO UPDATE SET clock_ahead = excluded.clock_ahead, uptime_behind = excluded.uptime_behind`);
}

const DAY_MS = 86_400_000;

/** Attempts of the last 24 hours, as the limit of a day counts them. */
export function attemptsOfDay(db: ReadDb, of: { transportId: number; now: number }): number {
  const since = of.now - (readClock(db, of.transportId)?.clockAhead ?? 0) - DAY_MS;
  return readSlots(db, { transportId: of.transportId, width: widths.day, since }).reduce(
    (sum, { attempts }) => sum + attempts,
    0,
  );
}
