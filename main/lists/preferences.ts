import { suppressionOf } from '../contacts/contacts.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { addressesOf } from './members.report.ts';
import { setMembership } from './memberships.ts';
import { preferencesOf } from './preferences.report.ts';
import { unsubscribe } from './unsubscribe.ts';

/** How the event log and the evidence of consent call it. */
export const PREFERENCE_PAGE = 'preference page';

type Choice = {
  contactId: number;
  /** Public ids of the lists that were to be decided about, and of those that the person wants. */
  shown: readonly string[];
  wanted: readonly string[];
  /** The message by whose link they came. */
  message: { messageId: number; sendId: number };
  now: number;
};

/**
 * A person decides which lists they are in. What the page did not show stays as it is, and so does what they may not decide
 * about. Returns whether anything was changed. Whose address bounces or complained comes back to nothing by a page.
 */
export function choosePreferences(db: WriteDb, { contactId, shown, wanted, message, now }: Choice): boolean {
  return db.transaction(() => {
    const lists = preferencesOf(db, contactId).filter(({ listId }) => shown.includes(listId));
    const left = lists.filter(
      ({ listId, status }) => status !== 'unsubscribed' && status !== 'pending' && !wanted.includes(listId),
    );
    const back = mayComeBack(db, contactId)
      ? lists.filter(({ listId, status }) => status !== 'subscribed' && wanted.includes(listId))
      : [];
    const listIds = left.map(({ innerId }) => innerId);
    if (listIds.length > 0) unsubscribe(db, { contactId, listIds, now, message, how: PREFERENCE_PAGE });
    for (const { innerId } of back)
      setMembership(db, {
        listId: innerId,
        contactIds: [contactId],
        status: 'subscribed',
        // The link went to nobody else, so that pressing it confirms the address as well.
        consent: { method: 'form', source: PREFERENCE_PAGE, at: now, confirmedAt: now },
        force: true,
        told: { by: PREFERENCE_PAGE, message },
        now,
      });
    return left.length + back.length > 0;
  });
}

/** An address that bounces, complained or was blocked here needs a decision of its own. */
export function mayComeBack(db: ReadDb, contactId: number): boolean {
  const [person] = addressesOf(db, [contactId]);
  const suppression = person && suppressionOf(db, person.email);
  return person !== undefined && (!suppression || suppression.reason === 'unsubscribed');
}
