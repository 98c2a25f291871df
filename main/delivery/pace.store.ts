import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

export const HOUR_MS = 3_600_000;

export const readTokens = (db: ReadDb, transportId: number): { tokens: number; at: number } | undefined =>
  db.get(sql`/* pace.read */ SELECT tokens, at FROM pace WHERE transport_id = ${transportId}`);

export function writeTokens(db: WriteDb, pace: { transportId: number; tokens: number; at: number }): void {
  db.run(sql`/* pace.write */
    INSERT INTO pace (transport_id, tokens, at) VALUES (${pace.transportId}, ${pace.tokens}, ${pace.at})
    ON CONFLICT (transport_id) DO UPDATE SET tokens = excluded.tokens, at = excluded.at`);
}

/** Attempts per hour over the last 24, oldest first. An hour that is only partly in the last day counts whole. */
export const readHours = (db: ReadDb, transportId: number, now: number): { hour: number; attempts: number }[] =>
  db.all(sql`/* pace.hours */
    SELECT hour, attempts FROM pace_hours
    WHERE transport_id = ${transportId} AND hour > ${Math.floor(now / HOUR_MS) - 25} ORDER BY hour`);

export function countAttempts(db: WriteDb, counted: { transportId: number; attempts: number; now: number }): void {
  db.run(sql`/* pace.count */
    INSERT INTO pace_hours (transport_id, hour, attempts)
    VALUES (${counted.transportId}, ${Math.floor(counted.now / HOUR_MS)}, ${counted.attempts})
    ON CONFLICT (transport_id, hour) DO UPDATE SET attempts = attempts + excluded.attempts`);
}
