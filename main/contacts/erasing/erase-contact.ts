import type { WriteDb } from '../../db/db.ts';
import { deleteContact, type StoredContact } from '../people/contacts.store.ts';
import { retireIds } from '../people/take-back.store.ts';
import { deleteSuppression } from '../suppressions/suppressions.store.ts';
import { noteErased } from './erased.ts';

/**
 * Takes away what contacts know of a person: the contact with its memberships, tags, notes and events, and a suppression
 * that names the address. A hash of it stays and suppresses. Of messages, delivery forgets.
 */
export function eraseContact(db: WriteDb, { contact, now }: { contact: StoredContact; now: number }): void {
  db.transaction(() => {
    noteErased(db, { email: contact.emailKey, now });
    deleteSuppression(db, contact.emailKey);
    deleteContact(db, contact.id);
    // What still names them by number must not come to mean somebody else.
    retireIds(db, contact.id);
  });
}
