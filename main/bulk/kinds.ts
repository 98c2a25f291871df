import type { BulkAction } from '#shared/rpc/bulk.ts';
import { conflict } from '../base/errors.ts';
import {
  addTag,
  checkedValue,
  dropUnusedTag,
  findTagId,
  liftAgain,
  removeByIds,
  removeTag,
  restoreValues,
  setValues,
  stillThere,
  suppressContacts,
  suppressionsImage,
  touch,
  unsuppress,
  valuesImage,
  withTag,
} from '../contacts/contacts.ts';
import { captureRows, restoreRows, rowImage, type WriteDb } from '../db/db.ts';
import { type Change, recordRestored } from '../events/events.ts';
import {
  addMembers,
  askManyToConfirm,
  dropMembers,
  hasDoubleOptIn,
  joinedImage,
  requireList,
  undoAddMembers,
} from '../lists/lists.ts';
import { readValue } from './field-value.ts';
import { deletedImage, taggedImage } from './images.ts';

/** What was before, as it is kept; its shape belongs to the kind of the action, null for what nobody can undo. Null where nobody is different. */
export type Done = { image: unknown; changed: number } | null;

/** Refuses what cannot be done, before anybody is touched. */
export function checkAction(db: WriteDb, action: BulkAction): void {
  if (action.kind === 'setField' || action.kind === 'clearField')
    checkedValue(db, { key: action.key, value: action.kind === 'setField' ? action.value : '' });
  if (!('listId' in action)) return;
  const { id: listId } = requireList(db, action.listId);
  if (action.kind === 'askToConfirm' && !hasDoubleOptIn(db, listId))
    throw conflict('lists.not-asking', 'This list asks nobody to confirm. Its settings say so.');
}

/** Does it to some people. Those who are gone by now are passed over. Within a transaction. */
export function apply(db: WriteDb, action: BulkAction, { ids, now }: { ids: readonly number[]; now: number }): Done {
  switch (action.kind) {
    case 'addTag':
      return tag(db, { name: action.name, ids: stillThere(db, ids), now });
    case 'removeTag':
      return untag(db, { name: action.name, ids });
    case 'setField':
    case 'clearField': {
      const value = action.kind === 'setField' ? checkedValue(db, action) : null;
      const image = setValues(db, { ids, key: action.key, value, now });
      return image && { image, changed: image.rows.length };
    }
    case 'addToList': {
      const { id: listId } = requireList(db, action.listId);
      const image = addMembers(db, { listId, contactIds: ids, source: action.consentSource, now });
      return image && { image, changed: image.made.length };
    }
    case 'removeFromList': {
      const dropped = dropMembers(db, { listId: requireList(db, action.listId).id, contactIds: ids });
      return dropped && { image: dropped.image, changed: dropped.removed };
    }
    case 'askToConfirm': {
      const answers = askManyToConfirm(db, { listId: requireList(db, action.listId).id, contactIds: ids, now });
      const changed = [...answers.values()].filter((answer) => answer === 'asked').length;
      return changed === 0 ? null : { image: null, changed };
    }
    case 'suppress': {
      const evidence = action.evidence || 'Suppressed by hand, with others';
      const image = suppressContacts(db, { ids, evidence, now });
      return image && { image, changed: image.added.length + image.raised.length };
    }
    case 'delete':
      return remove(db, { ids: stillThere(db, ids), now });
  }
}

/** Of an undo how many are as they were, how many were changed since and stay so, and which values are as before. */
type Reverted = { restored: number; left: number; back: Change[] };

/** Puts some people back to what they were. Within a transaction. */
export function revert(db: WriteDb, action: BulkAction, { image, now }: { image: unknown; now: number }): Reverted {
  const of = (all: number, restored: number, back: Change[] = []) => ({ restored, left: all - restored, back });
  switch (action.kind) {
    case 'addTag': {
      const { ids, made } = taggedImage.parse(image);
      const restored = removeTag(db, { name: action.name, contactIds: ids });
      if (made) dropUnusedTag(db, action.name);
      return of(ids.length, restored);
    }
    case 'removeTag': {
      const { ids } = taggedImage.parse(image);
      const there = stillThere(db, ids);
      if (there.length > 0) addTag(db, { name: action.name, contactIds: there, now });
      return of(ids.length, there.length);
    }
    case 'setField':
    case 'clearField': {
      const values = valuesImage.parse(image);
      const written = readValue(values.written);
      const back = restoreValues(db, values).map(
        ([id, had]): Change => ({ id, fields: { [values.key]: [written, readValue(had)] } }),
      );
      return of(values.rows.length, back.length, back);
    }
    case 'addToList': {
      const joined = joinedImage.parse(image);
      return of(joined.made.length, undoAddMembers(db, joined));
    }
    case 'removeFromList': {
      const rows = rowImage.parse(image);
      const back = restoreRows(db, rows);
      // Whoever came back under another number is told of as somebody who came in.
      const same = [...back].filter(([before, after]) => before === after).map(([id]) => id);
      recordRestored(db, { ids: same, of: 'memberships', at: now });
      return of(rows.tables[0]?.rows.length ?? 0, back.size);
    }
    case 'askToConfirm':
      return of(0, 0);
    case 'suppress': {
      const suppressed = suppressionsImage.parse(image);
      return of(suppressed.added.length + suppressed.raised.length, unsuppress(db, suppressed));
    }
    case 'delete': {
      const { rows, suppressed, at } = deletedImage.parse(image);
      const back = restoreRows(db, rows);
      touch(db, [...back.values()]);
      recordRestored(db, { ids: [...back.values()], of: 'contacts', at: now });
      liftAgain(db, { keys: suppressed, at });
      return of(rows.tables[0]?.rows.length ?? 0, back.size);
    }
  }
}

function tag(db: WriteDb, { name, ids, now }: { name: string; ids: readonly number[]; now: number }): Done {
  const known = findTagId(db, name);
  const had = known === null ? new Set<number>() : withTag(db, { tagId: known, contactIds: ids });
  const fresh = ids.filter((id) => !had.has(id));
  if (fresh.length === 0) return null;
  addTag(db, { name, contactIds: fresh, now });
  return { image: { ids: fresh, made: known === null }, changed: fresh.length };
}

function untag(db: WriteDb, { name, ids }: { name: string; ids: readonly number[] }): Done {
  const known = findTagId(db, name);
  const had = known === null ? [] : [...withTag(db, { tagId: known, contactIds: ids })];
  if (had.length === 0) return null;
  removeTag(db, { name, contactIds: had });
  return { image: { ids: had, made: false }, changed: had.length };
}

function remove(db: WriteDb, { ids, now }: { ids: readonly number[]; now: number }): Done {
  if (ids.length === 0) return null;
  const rows = captureRows(db, { table: 'contacts', ids });
  const { removed, suppressed } = removeByIds(db, { ids, now });
  return { image: { rows, suppressed, at: now }, changed: removed };
}
