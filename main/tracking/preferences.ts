import { suppress } from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { getMessage } from '../delivery/delivery.ts';
import { recordEvent } from '../events/events.ts';
import { choosePreferences, PREFERENCE_PAGE, unsubscribe } from '../lists/lists.ts';

type Visit = { messageId: number; at: number };

/** A recipient says on the preference page which lists they want; of a test nothing is changed. Returns whether anything was. */
export function recordPreferences(
  db: WriteDb,
  { messageId, at, ...choice }: Visit & { shown: readonly string[]; wanted: readonly string[] },
): boolean {
  const message = getMessage(db, messageId);
  if (!message?.sendId || message.contactId === null) return false;
  const { contactId, sendId } = message;
  return choosePreferences(db, { ...choice, contactId, message: { messageId, sendId }, now: at });
}

/**
 * A recipient wants nothing more from this sender: they leave every list, internal ones too, and the address is suppressed, so
 * that nothing that goes to everyone reaches them either. They can come back to a list by themselves. `what` is the message.
 */
export function recordLeaveAll(db: WriteDb, { messageId, at, what }: Visit & { what: string }): boolean {
  return db.transaction(() => {
    const message = getMessage(db, messageId);
    if (!message?.sendId) return false;
    const { contactId, sendId, email } = message;
    const how = PREFERENCE_PAGE;
    const left = contactId === null ? [] : unsubscribe(db, { contactId, now: at, message: { messageId, sendId }, how });
    const isNew = suppress(db, {
      email,
      reason: 'unsubscribed',
      evidence: `Wanted nothing more, said on the preference page of “${what}”`,
      now: at,
    });
    if (left.length === 0 && isNew) recordEvent(db, { name: 'unsubscribed', contactId, messageId, sendId, at, data: { how } });
    return true;
  });
}
