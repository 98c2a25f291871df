import { z } from 'zod';
import { document } from '#shared/content/document.ts';
import { versionDraft } from '#shared/rpc/versions.ts';
import { newId } from '../base/ids.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

const listed = z.object({
  id: z.string(),
  name: z.string(),
  why: z.enum(['named', 'switch']),
  kind: z.string(),
  createdAt: z.number(),
});
const whole = listed.extend({
  draft: z.string().transform((text) => versionDraft.parse(JSON.parse(text))),
  became: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : document.parse(JSON.parse(text)))),
});
export type WholeVersion = z.output<typeof whole>;

/** The newest first. */
export const versionRows = (db: ReadDb, campaignId: number): z.output<typeof listed>[] =>
  z.array(listed).parse(
    db.all(sql`/* versions.all */
      SELECT public_id AS id, name, why, draft ->> '$.document.kind' AS kind, created_at AS createdAt
      FROM versions WHERE campaign_id = ${campaignId} ORDER BY id DESC`),
  );

const WHOLE = sql`public_id AS id, name, why, draft ->> '$.document.kind' AS kind, created_at AS createdAt, draft, became`;

export function versionById(db: ReadDb, publicId: string): WholeVersion | null {
  const row = db.get(sql`/* versions.get */ SELECT ${WHOLE} FROM versions WHERE public_id = ${publicId}`);
  return row ? whole.parse(row) : null;
}

export function lastSwitch(db: ReadDb, campaignId: number): WholeVersion | null {
  const row = db.get(sql`/* versions.last-switch */
    SELECT ${WHOLE} FROM versions WHERE campaign_id = ${campaignId} AND why = 'switch' ORDER BY id DESC LIMIT 1`);
  return row ? whole.parse(row) : null;
}

export function insertVersion(
  db: WriteDb,
  version: { campaignId: number; name: string; why: 'named' | 'switch'; draft: string; became: string | null; now: number },
): string {
  const publicId = newId(version.now);
  db.run(sql`/* versions.add */
    INSERT INTO versions (public_id, campaign_id, name, why, draft, became, created_at)
    VALUES (${publicId}, ${version.campaignId}, ${version.name}, ${version.why}, ${version.draft}, ${version.became}, ${version.now})`);
  return publicId;
}

/** Keeps the newest of what was kept by itself; whatever has a name stays. */
export const dropOldSwitches = (db: WriteDb, campaignId: number, keep: number): void =>
  void db.run(sql`/* versions.drop-old */
    DELETE FROM versions WHERE campaign_id = ${campaignId} AND why = 'switch' AND id NOT IN (
      SELECT id FROM versions WHERE campaign_id = ${campaignId} AND why = 'switch' ORDER BY id DESC LIMIT ${keep})`);

/** Returns whether there was one. A name makes a person's version of what was kept by itself. */
export const updateVersionName = (db: WriteDb, publicId: string, name: string): boolean =>
  db.run(sql`/* versions.rename */ UPDATE versions SET name = ${name} WHERE public_id = ${publicId}`).changes > 0;

/** Returns whether there was one. */
export const deleteVersion = (db: WriteDb, publicId: string): boolean =>
  db.run(sql`/* versions.remove */ DELETE FROM versions WHERE public_id = ${publicId}`).changes > 0;
