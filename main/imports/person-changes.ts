import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ToldChange } from '../contacts/contacts.ts';
import type { ReadDb } from '../db/db.ts';
import { changesMeeting, importsThatChanged } from './journal.store.ts';

/** So many slices are looked through in a millisecond or two. */
const AT_ONCE = 100;
const SOURCE = 4;
/** More slices than any import has. */
const SLICES = 2 ** 20;

/**
 * What imports changed of a person who was there before, from what they keep for their undo: so an import of a million
 * does not have to write down a million times that it was it. In turns.
 */
export async function changesByImports(db: ReadDb, { id, createdAt }: { id: number; createdAt: number }): Promise<ToldChange[]> {
  const told: ToldChange[] = [];
  for (const { importId, fileName, at, slices } of importsThatChanged(db, { since: createdAt })) {
    for (let from = 0; from < slices; from += AT_ONCE) {
      for (const { seq, changes } of changesMeeting(db, { importId, from, to: from + AT_ONCE, contactId: id })) {
        const change = changes.contacts.find((one) => one.id === id);
        if (!change) continue;
        const { id: _, updatedAt: __, ...rest } = change;
        told.push({ at, s: SOURCE, id: importId * SLICES + seq, text: `Changed by an import of ${fileName}`, change: rest });
      }
      await nextTurn();
    }
  }
  return told;
}
