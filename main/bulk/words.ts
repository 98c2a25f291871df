import type { BulkAction } from '#shared/rpc/bulk.ts';
import { listFields } from '../contacts/contacts.ts';
import type { ReadDb } from '../db/db.ts';
import { getList } from '../lists/lists.ts';

/** What a bulk edit does to each, as the screens and the list of recent ones call it. */
export function wordsOf(db: ReadDb, action: BulkAction): string {
  switch (action.kind) {
    case 'addTag':
      return `Tag “${action.name}”`;
    case 'removeTag':
      return `Remove the tag “${action.name}”`;
    case 'setField':
      return `Set ${labelOf(db, action.key)} to “${action.value}”`;
    case 'clearField':
      return `Clear ${labelOf(db, action.key)}`;
    case 'addToList':
      return `Add to “${listOf(db, action.listId)}”`;
    case 'removeFromList':
      return `Remove from “${listOf(db, action.listId)}”`;
    case 'askToConfirm':
      return `Ask again to confirm “${listOf(db, action.listId)}”`;
    case 'suppress':
      return 'Suppress';
    case 'delete':
      return 'Delete';
  }
}

const labelOf = (db: ReadDb, key: string): string => listFields(db).find((field) => field.key === key)?.label ?? key;
const listOf = (db: ReadDb, id: string): string => getList(db, id)?.name ?? 'a list that is gone';
