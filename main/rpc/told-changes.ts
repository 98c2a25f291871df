import { changesByEdits } from '../bulk/bulk.ts';
import type { ToldChange } from '../contacts/contacts.ts';
import type { ReadDb } from '../db/db.ts';
import { changesByImports } from '../imports/imports.ts';

/** What imports and bulk edits changed of a person. */
export const toldChanges = async (db: ReadDb, contact: { id: number; createdAt: number }): Promise<ToldChange[]> => [
  ...(await changesByImports(db, contact)),
  ...(await changesByEdits(db, contact.id)),
];
