import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TagColor } from '#shared/schema/words.ts';
import { conflict, invalid } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import {
  countSome,
  deleteContactTags,
  deleteTag,
  findTagId,
  insertContactTags,
  insertTag,
  someHolders,
  type Tag,
  tagNames,
  updateTag,
} from './tags.store.ts';
import { requireTag } from './tags.ts';

/** So many entries are counted or moved before others get a turn. */
const COUNTED = 20_000;
const MOVED = 400;

/** All tags with the number of their people, counted in turns: one tag may be on a million. */
export async function countTags(db: ReadDb): Promise<Tag[]> {
  const counted: Tag[] = [];
  let uncounted = COUNTED;
  for (const { inner, ...tag } of tagNames(db)) {
    let contacts = 0;
    for (let after: number | null = 0; after !== null; ) {
      const { count, last } = countSome(db, { tagId: inner, after, most: COUNTED });
      contacts += count;
      uncounted -= count;
      after = count === COUNTED ? last : null;
      if (uncounted > 0) continue;
      uncounted = COUNTED;
      await nextTurn();
    }
    counted.push({ ...tag, contacts });
  }
  return counted;
}

const taken = (name: string) => conflict('tags.taken', `There is already a tag “${name}”. Merge the two to make them one.`);

export function createTag(db: WriteDb, { name, color, now }: { name: string; color: TagColor; now: number }): string {
  const wanted = name.trim();
  if (findTagId(db, wanted) !== null) throw taken(wanted);
  const publicId = newId(now);
  insertTag(db, { publicId, name: wanted, color, now });
  return publicId;
}

/** Renames a tag or gives it another colour. Capitals alone may change. */
export function changeTag(db: WriteDb, change: { id: string; name?: string | undefined; color?: TagColor | undefined }): void {
  db.transaction(() => {
    const id = requireTag(db, change.id);
    const name = change.name?.trim();
    const holder = name === undefined ? null : findTagId(db, name);
    if (name !== undefined && holder !== null && holder !== id) throw taken(name);
    updateTag(db, { id, name, color: change.color });
  });
}

/**
 * Everybody with the one tag gets the other, and the one is gone. In turns; whoever is interrupted finds the rest still
 * under the old tag and merges again. `along` is done together with the end of it. Returns how many had it.
 */
export async function mergeTags(
  db: WriteDb,
  { id, intoId, along }: { id: string; intoId: string; along?: () => void },
): Promise<number> {
  if (id === intoId) throw invalid('tags.same', 'A tag cannot be merged into itself.');
  const from = requireTag(db, id);
  const into = requireTag(db, intoId);
  const moved = await takeAll(db, from, (contactIds) => insertContactTags(db, { tagId: into, contactIds }));
  db.transaction(() => {
    deleteTag(db, id);
    along?.();
  });
  return moved;
}

/** Takes a tag from everybody, in turns, and forgets it. */
export async function removeTagInTurns(db: WriteDb, id: string): Promise<void> {
  await takeAll(db, requireTag(db, id), () => undefined);
  deleteTag(db, id);
}

async function takeAll(db: WriteDb, tagId: number, before: (contactIds: number[]) => unknown): Promise<number> {
  let taken = 0;
  for (;;) {
    const some = db.slice(() => {
      const contactIds = someHolders(db, { tagId, most: MOVED });
      before(contactIds);
      deleteContactTags(db, { tagId, contactIds });
      return contactIds.length;
    });
    taken += some;
    if (some < MOVED) return taken;
    await nextTurn();
  }
}
