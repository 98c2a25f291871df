import { notFound } from '../../base/errors.ts';
import { addTag, ensureTag, fold, removeTag } from '../../contacts/contacts.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { allTags, type StoredTag } from './members.report.ts';

/** On the wire a tag is known by its name in small letters and hyphens. */
export const slugOf = (name: string): string =>
  fold(name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || encodeURIComponent(name.trim()).replaceAll('%', '').toLowerCase();

export function findTag(db: ReadDb, wire: string): StoredTag | null {
  const wanted = slugOf(wire);
  const tags = allTags(db);
  return tags.find(({ name }) => name === wire) ?? tags.find(({ name }) => slugOf(name) === wanted) ?? null;
}

export function requireTag(db: ReadDb, wire: string): StoredTag {
  const tag = findTag(db, wire);
  if (!tag) throw notFound('pulsemail.tag', 'There is no such tag in this workspace.');
  return tag;
}

/** Gives a contact tags; those that are not there yet are made. */
export function attachTags(
  db: WriteDb,
  { contactId, tags, now }: { contactId: number; tags: readonly string[]; now: number },
): void {
  for (const wire of tags) {
    const known = findTag(db, wire);
    if (!known) ensureTag(db, { name: wire, now });
    addTag(db, { name: known?.name ?? wire, contactIds: [contactId], now });
  }
}

/** Takes all tags from a contact but these. */
export function keepOnly(
  db: WriteDb,
  { contactId, has, tags }: { contactId: number; has: readonly string[]; tags: readonly string[] },
): void {
  const kept = new Set(tags.map(slugOf));
  for (const name of has) if (!kept.has(slugOf(name))) removeTag(db, { name, contactIds: [contactId] });
}

export function detachTag(
  db: WriteDb,
  { contactId, has, tag }: { contactId: number; has: readonly string[]; tag: string },
): void {
  const name = has.find((one) => slugOf(one) === slugOf(tag));
  if (name === undefined) throw notFound('pulsemail.tag', 'The subscriber does not have this tag.');
  removeTag(db, { name, contactIds: [contactId] });
}
