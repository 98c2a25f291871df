import { z } from 'zod';
import { patch } from '#shared/rpc/versions.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

const log = z.object({ id: z.number(), name: z.string(), count: z.number(), at: z.number() });
export type UndoLog = z.output<typeof log>;

/** The log of that name, or the one that was written last. */
export function findLog(db: ReadDb, campaignId: number, name: string | null): UndoLog | null {
  const row = db.get(sql`/* undo-logs.find */
    SELECT id, name, count, at FROM undo_logs WHERE campaign_id = ${campaignId} AND (${name} IS NULL OR name = ${name})
    ORDER BY updated_at DESC, id DESC LIMIT 1`);
  return row ? log.parse(row) : null;
}

export const firstOf = (db: ReadDb, logId: number): string =>
  db.get<{ first: string }>(sql`/* undo-logs.first */ SELECT first FROM undo_logs WHERE id = ${logId}`)?.first ?? '';

/** Patches from a draft on, as many as take so many letters, and one at least. */
export function patchesFrom(db: ReadDb, logId: number, { from, most }: { from: number; most: number }): z.output<typeof patch>[] {
  const found: z.output<typeof patch>[] = [];
  let size = 0;
  const rows = db.iterate<{ patch: string }>(sql`/* undo-patches.page */
    SELECT patch FROM undo_patches WHERE log_id = ${logId} AND seq >= ${from} ORDER BY seq`);
  for (const row of rows) {
    found.push(patch.parse(JSON.parse(row.patch)));
    size += row.patch.length;
    if (size > most) break;
  }
  return found;
}

/** Begins a log; one of that name begins anew. */
export function insertLog(db: WriteDb, begun: { campaignId: number; name: string; first: string; now: number }): void {
  const { campaignId, name, first, now } = begun;
  db.run(sql`/* undo-logs.replaced */ DELETE FROM undo_logs WHERE campaign_id = ${campaignId} AND name = ${name}`);
  db.run(sql`/* undo-logs.add */ INSERT INTO undo_logs (campaign_id, name, first, count, at, updated_at)
    VALUES (${campaignId}, ${name}, ${first}, 1, 0, ${now})`);
}

export const dropOldLogs = (db: WriteDb, campaignId: number, keep: number): void =>
  void db.run(sql`/* undo-logs.drop-old */ DELETE FROM undo_logs WHERE campaign_id = ${campaignId} AND id NOT IN (
    SELECT id FROM undo_logs WHERE campaign_id = ${campaignId} ORDER BY updated_at DESC, id DESC LIMIT ${keep})`);

export const updateLog = (db: WriteDb, logId: number, { count, at, now }: { count: number; at: number; now: number }): void =>
  void db.run(
    sql`/* undo-logs.change */ UPDATE undo_logs SET count = ${count}, at = ${at}, updated_at = ${now} WHERE id = ${logId}`,
  );

export const dropPatches = (db: WriteDb, logId: number, from: number): void =>
  void db.run(sql`/* undo-patches.drop */ DELETE FROM undo_patches WHERE log_id = ${logId} AND seq >= ${from}`);

export const insertPatch = (db: WriteDb, logId: number, seq: number, made: z.output<typeof patch>): void =>
  void db.run(sql`/* undo-patches.add */
    INSERT INTO undo_patches (log_id, seq, patch) VALUES (${logId}, ${seq}, ${JSON.stringify(made)})`);
