import type { WriteDb } from '../db/db.ts';
import { recordEvent } from '../events/events.ts';
import { listName } from './members.report.ts';
import { membershipsOfContact, updateStatus } from './memberships.store.ts';

type Leaving = {
  contactId: number;
  listIds?: readonly number[];
  now: number;
  /** The message of a send by whose link they left. */
  message?: { messageId: number; sendId: number };
  /** By which other way than its unsubscribe link. */
  how?: string;
};

/**
 * A contact leaves lists: the given ones they are in, or all of them. Done any number of times it comes to the same.
 * Returns the lists that they left only now.
 */
export function unsubscribe(db: WriteDb, { contactId, listIds, now, message, how }: Leaving): number[] {
  return db.transaction(() => {
    const left = membershipsOfContact(db, contactId).filter(
      (membership) => membership.status !== 'unsubscribed' && (listIds === undefined || listIds.includes(membership.listId)),
    );
    for (const membership of left) {
      updateStatus(db, { id: membership.id, status: 'unsubscribed', now });
      const data = { list: listName(db, membership.listId), ...(how === undefined ? {} : { how }) };
      recordEvent(db, { ...message, name: 'unsubscribed', contactId, at: now, data });
    }
    return left.map((membership) => membership.listId);
  });
}
