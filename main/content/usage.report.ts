import { likeAnywhere, type ReadDb, sql } from '../db/db.ts';

/** Names of what shows an image and may still be sent: campaigns that were never sent, and templates. */
export const usersOfImage = (db: ReadDb, imageId: string): string[] =>
  db
    .all<{ name: string }>(sql`/* content.users-of-image */
      SELECT name FROM campaigns
      WHERE document LIKE ${likeAnywhere(`media:${imageId}`)} ESCAPE '\\' AND archived_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM sends WHERE sends.campaign_id = campaigns.id)
      UNION ALL
      SELECT name FROM templates WHERE document LIKE ${likeAnywhere(`media:${imageId}`)} ESCAPE '\\'
      UNION ALL
      SELECT name FROM brands WHERE kit LIKE ${likeAnywhere(`media:${imageId}`)} ESCAPE '\\'`)
    .map((row) => row.name);

/** Who shows each image of the library, by its id. */
export function usesOfImages(db: ReadDb): Map<string, string[]> {
  const uses = new Map<string, string[]>();
  const rows = db.all<{ name: string; document: string }>(sql`/* content.uses-of-images */
    SELECT name, document FROM campaigns WHERE archived_at IS NULL AND document LIKE '%media:%'
    UNION ALL SELECT name, document FROM templates WHERE document LIKE '%media:%'
    UNION ALL SELECT name, kit FROM brands WHERE kit LIKE '%media:%'`);
  for (const { name, document } of rows)
    for (const id of new Set([...document.matchAll(/media:([a-z0-9]+)/g)].flatMap(([, found]) => found ?? [])))
      uses.set(id, [...(uses.get(id) ?? []), name]);
  return uses;
}

/** Whether what was sent leads to an image on the public listener, where it has to stay. */
export const isLinkedTo = (db: ReadDb, imageId: string): boolean =>
  db.value(sql`/* content.links-to-image */
    SELECT EXISTS (SELECT 1 FROM sends WHERE content LIKE ${likeAnywhere(`/i/${imageId}.`)} ESCAPE '\\')`) === 1;

/** Names of the campaigns that will be sent by themselves with a brand. */
export const scheduledWithBrand = (db: ReadDb, brandId: number): string[] =>
  db
    .all<{ name: string }>(sql`/* content.scheduled-with-brand */
      SELECT name FROM campaigns WHERE brand_id = ${brandId} AND scheduled_at IS NOT NULL`)
    .map((row) => row.name);
