import { suppress } from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { getMessage } from '../delivery/delivery.ts';
import { recordEvent } from '../events/events.ts';
import { unsubscribe } from '../lists/lists.ts';
import { countEvents, listsOf } from './events.report.ts';

/** What a message's recipient wants to hear no more of. */
type UnsubscribeScope = {
  /** Public ids of the lists that the message went to. */
  listIds: readonly string[];
  /** Whether it also went to people by other ways than lists: by tag, or to everyone. */
  beyondLists: boolean;
  /** What the message was, in a person's words. */
  what: string;
};

/**
 * A recipient wants no more. Done any number of times it comes to the same.
 *
 * - They are unsubscribed from each of the message's lists; other lists that they agreed to stay.
 * - Where no list can hold the answer, the address itself is suppressed: when the message went to everyone or by tag,
 *   and when the person is in none of its lists any more, since a later import could put them back.
 *
 * Returns false for a message that is of no send: a test unsubscribes nobody.
 */
export function recordUnsubscribe(
  db: WriteDb,
  { messageId, scope, at, how }: { messageId: number; scope: UnsubscribeScope; at: number; how: string },
): boolean {
  return db.transaction(() => {
    const message = getMessage(db, messageId);
    if (!message?.sendId) return false;
    const { contactId, sendId, email } = message;
    const listIds = contactId === null ? [] : listsOf(db, { contactId, listIds: scope.listIds });
    if (contactId !== null) unsubscribe(db, { contactId, listIds, now: at, message: { messageId, sendId } });
    if (scope.beyondLists || listIds.length === 0) {
      suppress(db, { email, reason: 'unsubscribed', evidence: `Unsubscribed from “${scope.what}” (${how})`, now: at });
    }
    // Who had left all of it before leaves once more in vain; that they asked is a fact all the same.
    if (countEvents(db, { name: 'unsubscribed', messageId, most: 1 }) === 0) {
      recordEvent(db, { name: 'unsubscribed', contactId, messageId, sendId, at, data: { how } });
    }
    return true;
  });
}
