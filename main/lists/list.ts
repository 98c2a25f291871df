import { conflict, notFound } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import { suppress } from '../contacts/contacts.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import {
  brandIdOf,
  deleteList,
  findByName,
  getList,
  insertList,
  type StoredList,
  updateBrand,
  updateName,
} from './lists.store.ts';
import { unsubscribedOnlyHere } from './members.report.ts';

export {
  findByName as findList,
  getList,
  type List,
  type ListRow,
  listsOf,
  listsQuery,
  selectLists as listLists,
} from './lists.store.ts';

export function requireList(db: ReadDb, publicId: string): StoredList {
  const list = getList(db, publicId);
  if (!list) throw notFound('lists.unknown', 'There is no such list.');
  return list;
}

export function createList(
  db: WriteDb,
  { name, brandId = null, now }: { name: string; brandId?: string | null | undefined; now: number },
): StoredList {
  return db.transaction(() => {
    if (findByName(db, name.trim())) throw nameTaken(name);
    const publicId = newId(now);
    const id = insertList(db, { publicId, name: name.trim(), brandId: brandId === null ? null : requireBrand(db, brandId), now });
    return { id, publicId, name: name.trim() };
  });
}

/** The list of this name, made if it is missing; capitals make no other list. */
export const ensureList = (db: WriteDb, { name, now }: { name: string; now: number }): StoredList =>
  findByName(db, name.trim()) ?? createList(db, { name, now });

export function changeList(
  db: WriteDb,
  change: { id: string; name?: string | undefined; brandId?: string | null | undefined; now: number },
): void {
  db.transaction(() => {
    const { id } = requireList(db, change.id);
    if (change.name !== undefined) {
      const other = findByName(db, change.name.trim());
      if (other && other.id !== id) throw nameTaken(change.name);
      updateName(db, { id, name: change.name.trim(), now: change.now });
    }
    if (change.brandId !== undefined) {
      updateBrand(db, { id, brandId: change.brandId === null ? null : requireBrand(db, change.brandId), now: change.now });
    }
  });
}

/**
 * Removes a list with its memberships; the people stay. Who had unsubscribed here and is in no other list that knows
 * their wish stays suppressed, so that a later import cannot mail them.
 */
export function removeList(db: WriteDb, { id, now }: { id: string; now: number }): void {
  db.transaction(() => {
    const list = requireList(db, id);
    for (const email of unsubscribedOnlyHere(db, list.id)) {
      suppress(db, {
        email,
        reason: 'unsubscribed',
        evidence: `Had unsubscribed from “${list.name}” when the list was deleted`,
        now,
      });
    }
    deleteList(db, list.id);
  });
}

function requireBrand(db: ReadDb, publicId: string): number {
  const id = brandIdOf(db, publicId);
  if (id === null) throw notFound('brands.unknown', 'There is no such brand.');
  return id;
}

const nameTaken = (name: string) => conflict('lists.name-taken', `There is already a list “${name.trim()}”.`);
