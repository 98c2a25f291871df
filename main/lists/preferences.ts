import { suppressionOf } from '../contacts/contacts.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { recordEvent } from '../events/events.ts';
import { addressesOf, listName } from './members.report.ts';
import { setMembership } from './memberships.ts';
import { type Preference, preferencesOf } from './preferences.report.ts';
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
    const hadNone = wantsNothing(db, contactId);
    const back = mayComeBack(db, contactId)
      ? lists.filter(({ listId, status }) => wanted.includes(listId) && (hadNone || status !== 'subscribed'))
      : [];
    // Who wanted nothing and comes back to one list gets that one, and none of those that they were still in by name.
    const left = lists.filter(
      ({ listId, status }) => status === 'subscribed' && !wanted.includes(listId) && (!hadNone || back.length > 0),
    );
    const listIds = left.map(({ innerId }) => innerId);
    if (listIds.length > 0) unsubscribe(db, { contactId, listIds, now, message, how: PREFERENCE_PAGE });
    for (const { innerId, status } of back) {
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
      const data = { list: listName(db, innerId), by: PREFERENCE_PAGE };
      // By name they never left it; that they want it again is a fact all the same.
      if (status === 'subscribed') recordEvent(db, { ...message, name: 'subscribed', contactId, at: now, data });
    }
    return left.length + back.length > 0;
  });
}

/** The lists as a person has to see them: who wants nothing more from the sender gets none of them, whatever they are in. */
export function shownPreferences(db: ReadDb, contactId: number): Preference[] {
  const lists = preferencesOf(db, contactId);
  return wantsNothing(db, contactId) ? lists.map((list) => ({ ...list, status: 'unsubscribed' })) : lists;
}

const suppressionFor = (db: ReadDb, contactId: number) =>
  addressesOf(db, [contactId]).map(({ email }) => suppressionOf(db, email))[0] ?? null;

const wantsNothing = (db: ReadDb, contactId: number): boolean => suppressionFor(db, contactId)?.reason === 'unsubscribed';

/** An address that bounces, complained or was blocked here needs a decision of its own, and so does a whole domain. */
export function mayComeBack(db: ReadDb, contactId: number): boolean {
  const suppression = suppressionFor(db, contactId);
  return !suppression || (suppression.reason === 'unsubscribed' && !suppression.email.startsWith('@'));
}
