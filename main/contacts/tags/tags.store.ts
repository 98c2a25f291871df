import { type TagColor, tagColor } from '#shared/schema/words.ts';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

export type Tag = { id: string; name: string; color: TagColor; contacts: number };

const parse = <Row extends { color: string }>(row: Row) => ({ ...row, color: tagColor.catch('gray').parse(row.color) });

/** Counts on the spot; where there may be a million of them, `countTags` does so in turns. */
export const selectTags = (db: ReadDb): Tag[] =>
  db
    .all<Omit<Tag, 'color'> & { color: string }>(
      sql`/* tags.all */ SELECT t.public_id AS id, t.name, t.color,
          (SELECT count(*) FROM contact_tags ct WHERE ct.tag_id = t.id) AS contacts
        FROM tags t ORDER BY t.name COLLATE NOCASE`,
    )
    .map(parse);

export const tagNames = (db: ReadDb): (Omit<Tag, 'contacts'> & { inner: number })[] =>
  db
    .all<{ inner: number; id: string; name: string; color: string }>(
      sql`/* tags.names */ SELECT id AS inner, public_id AS id, name, color FROM tags ORDER BY name COLLATE NOCASE`,
    )
    .map(parse);

/** Counts the next holders of a tag, in the order of their ids. */
export const countSome = (
  db: ReadDb,
  { tagId, after, most }: { tagId: number; after: number; most: number },
): { count: number; last: number | null } =>
  db.get<{ count: number; last: number | null }>(
    sql`/* tags.count-some */ SELECT count(*) AS count, max(contact_id) AS last FROM
      (SELECT contact_id FROM contact_tags WHERE tag_id = ${tagId} AND contact_id > ${after} ORDER BY contact_id LIMIT ${most})`,
  ) ?? { count: 0, last: null };

export const updateTag = (
  db: WriteDb,
  { id, name, color }: { id: number; name?: string | undefined; color?: TagColor | undefined },
) =>
  void db.run(
    sql`/* tags.update */ UPDATE tags SET name = coalesce(${name ?? null}, name), color = coalesce(${color ?? null}, color) WHERE id = ${id}`,
  );

/** The next holders of a tag, whose contacts are then moved or taken from it. */
export const someHolders = (db: ReadDb, { tagId, most }: { tagId: number; most: number }): number[] =>
  db
    .all<{ id: number }>(
      sql`/* tags.holders */ SELECT contact_id AS id FROM contact_tags WHERE tag_id = ${tagId} ORDER BY contact_id LIMIT ${most}`,
    )
    .map((row) => row.id);

export const findTagId = (db: ReadDb, name: string): number | null =>
  db.value<number>(sql`/* tags.by-name */ SELECT id FROM tags WHERE name = ${name}`) ?? null;

export const tagIdOf = (db: ReadDb, publicId: string): number | null =>
  db.value<number>(sql`/* tags.id */ SELECT id FROM tags WHERE public_id = ${publicId}`) ?? null;

type NewTag = { publicId: string; name: string; color?: TagColor; now: number };

export const insertTag = (db: WriteDb, { publicId, name, color = 'gray', now }: NewTag): number =>
  db.run(
    sql`/* tags.insert */ INSERT INTO tags (public_id, name, color, created_at) VALUES (${publicId}, ${name}, ${color}, ${now})`,
  ).lastId;

export const deleteTag = (db: WriteDb, publicId: string): boolean =>
  db.run(sql`/* tags.delete */ DELETE FROM tags WHERE public_id = ${publicId}`).changes === 1;

/** Returns whether nobody had it. */
export const deleteTagIfUnused = (db: WriteDb, id: number): boolean =>
  db.run(
    sql`/* tags.delete-unused */ DELETE FROM tags WHERE id = ${id} AND NOT EXISTS (SELECT 1 FROM contact_tags WHERE tag_id = ${id})`,
  ).changes === 1;

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
