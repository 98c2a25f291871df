import { notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import {
  deleteContactTags,
  deleteTagIfUnused,
  findTagId,
  insertContactTags,
  insertTag,
  type Tag,
  tagIdOf,
  tagNames,
} from './tags.store.ts';

export { deleteTagIfUnused, findTagId, selectTags as listTags, withTag } from './tags.store.ts';

/** The tag of this name, made if it is missing; capitals make no other tag. */
export function ensureTag(db: WriteDb, { name, now }: { name: string; now: number }): number {
  const wanted = name.trim();
  return findTagId(db, wanted) ?? insertTag(db, { publicId: newId(now), name: wanted, now });
}

/** Returns how many contacts have not had the tag before. */
export const addTag = (db: WriteDb, tag: { name: string; contactIds: readonly number[]; now: number }): number =>
  db.transaction(() => insertContactTags(db, { tagId: ensureTag(db, tag), contactIds: tag.contactIds }));

export function removeTag(db: WriteDb, { name, contactIds }: { name: string; contactIds: readonly number[] }): number {
  const tagId = findTagId(db, name.trim());
  return tagId === null ? 0 : deleteContactTags(db, { tagId, contactIds });
}

export function requireTag(db: ReadDb, publicId: Tag['id']): number {
  const id = tagIdOf(db, publicId);
  if (id === null) throw notFound('tags.unknown', 'There is no such tag.');
  return id;
}

/** A tag with its name, by its public id. */
export function tagNamed(db: ReadDb, publicId: Tag['id']): { id: string; name: string } {
  const tag = tagNames(db).find(({ id }) => id === publicId);
  if (!tag) throw notFound('tags.unknown', 'There is no such tag.');
  return { id: tag.id, name: tag.name };
}

/** Forgets a tag that nobody has. */
export function dropUnusedTag(db: WriteDb, name: string): void {
  const id = findTagId(db, name.trim());
  if (id !== null) deleteTagIfUnused(db, id);
}
