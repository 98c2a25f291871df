import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

export type Tag = { id: string; name: string; contacts: number };

export const selectTags = (db: ReadDb): Tag[] =>
  db.all(
    sql`/* tags.all */ SELECT t.public_id AS id, t.name, (SELECT count(*) FROM contact_tags ct WHERE ct.tag_id = t.id) AS contacts
      FROM tags t ORDER BY t.name COLLATE NOCASE`,
  );

export const findTagId = (db: ReadDb, name: string): number | null =>
  db.value<number>(sql`/* tags.by-name */ SELECT id FROM tags WHERE name = ${name}`) ?? null;

export const tagIdOf = (db: ReadDb, publicId: string): number | null =>
  db.value<number>(sql`/* tags.id */ SELECT id FROM tags WHERE public_id = ${publicId}`) ?? null;

export const insertTag = (db: WriteDb, tag: { publicId: string; name: string; now: number }): number =>
  db.run(sql`/* tags.insert */ INSERT INTO tags (public_id, name, created_at) VALUES (${tag.publicId}, ${tag.name}, ${tag.now})`)
    .lastId;

export const deleteTag = (db: WriteDb, publicId: string): boolean =>
  db.run(sql`/* tags.delete */ DELETE FROM tags WHERE public_id = ${publicId}`).changes === 1;

/** Returns how many contacts have not had the tag before. */
export const insertContactTags = (db: WriteDb, { tagId, contactIds }: { tagId: number; contactIds: readonly number[] }): number =>
  db.run(
    sql`/* tags.put */ INSERT OR IGNORE INTO contact_tags (contact_id, tag_id)
      SELECT value, ${tagId} FROM json_each(${JSON.stringify(contactIds)})`,
  ).changes;

/** Those of the contacts that have the tag. */
export const withTag = (db: ReadDb, { tagId, contactIds }: { tagId: number; contactIds: readonly number[] }): Set<number> =>
  new Set(
    db
      .all<{ id: number }>(
        sql`/* tags.with */ SELECT value AS id FROM json_each(${JSON.stringify(contactIds)})
          WHERE EXISTS (SELECT 1 FROM contact_tags ct WHERE ct.contact_id = value AND ct.tag_id = ${tagId})`,
      )
      .map((row) => row.id),
  );

export const deleteContactTags = (db: WriteDb, { tagId, contactIds }: { tagId: number; contactIds: readonly number[] }): number =>
  db.run(
    sql`/* tags.take */ DELETE FROM contact_tags WHERE tag_id = ${tagId}
      AND contact_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)}))`,
  ).changes;
