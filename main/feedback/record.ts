import { suppress } from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { addEvidence, type Evidence, getMessage } from '../delivery/delivery.ts';
import { recordEvent } from '../events/events.ts';

/** What the event log tells of as well; the rest is evidence only. */
const told = new Set<Evidence['what']>(['bounced', 'complained', 'replied', 'answered']);

/**
 * Keeps what came back about a message, draws its conclusions and notes it in the event log, all or nothing. Returns
 * false for what was known before and for a message that is gone. Call `delivery.wake` and announce afterwards.
 */
export function recordEvidence(db: WriteDb, evidence: Evidence): boolean {
  return db.transaction(() => {
    const suppressions = {
      isSuppressed: () => false,
      suppress: (suppression: Parameters<typeof suppress>[1]) => void suppress(db, suppression),
    };
    if (!addEvidence(db, { evidence, suppressions })) return false;
    const message = getMessage(db, evidence.messageId);
    if (message && told.has(evidence.what)) {
      const { what: name, messageId, at, permanent, reason, words } = evidence;
      const data = name === 'bounced' ? { permanent, reason, words } : words ? { words } : {};
      recordEvent(db, { name, contactId: message.contactId, messageId, sendId: message.sendId, at, data });
    }
    return true;
  });
}
