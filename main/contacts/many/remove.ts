import type { WriteDb } from '../../db/db.ts';
import { deleteContact } from '../people/contacts.store.ts';
import { retireIds } from '../people/take-back.store.ts';
import { addressesOf } from '../people/values.store.ts';
import { getSuppression } from '../suppressions/suppressions.store.ts';
import { suppress } from '../suppressions/suppressions.ts';
import { unsubscribedAmong } from './unsubscribed.report.ts';

/**
 * Deletes contacts with their memberships. The address of who has unsubscribed from any list stays suppressed, so that
 * a later import cannot mail them; suppressions that were there stay as they are. Returns how many were there, and
 * which addresses are suppressed by it. Within a transaction of the caller.
 */
export function removeByIds(
  db: WriteDb,
  { ids, now }: { ids: readonly number[]; now: number },
): { removed: number; suppressed: string[] } {
  const suppressed: string[] = [];
  const keys = new Map(addressesOf(db, ids).map((row) => [row.email, row.key]));
  for (const person of unsubscribedAmong(db, ids)) {
    const key = keys.get(person.email) ?? '';
    const evidence = `Had unsubscribed from ${person.lists} when the contact was deleted`;
    const known = getSuppression(db, key) !== null;
    if (suppress(db, { email: person.email, reason: 'unsubscribed', evidence, now }) && !known) suppressed.push(key);
  }
  // What names them by number, such as what could be undone, must not come to mean somebody else.
  retireIds(
    db,
    ids.reduce((last, id) => Math.max(last, id), 0),
  );
  return { removed: ids.filter((id) => deleteContact(db, id)).length, suppressed };
}
