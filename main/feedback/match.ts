import { findContact } from '../contacts/contacts.ts';
import type { ReadDb } from '../db/db.ts';
import type { Marks } from '../delivery/delivery.ts';
import { recentMessageTo } from './recent.report.ts';
import type { Report } from './reports/report.ts';

/** Which message a report is about; `proven` where it holds what only we could have written. */
type Match = { messageId: number; proven: boolean };

/** How long after a message a report that names only the address may be about it. */
const RECENT_MS = 7 * 24 * 3_600_000;

/**
 * By the mark in the address that it came back to, then by the Message-ID of the original that it quotes, then by the
 * person's address alone. Anybody can write the latter, so nothing that harms may follow from it.
 */
export function findMessage(db: ReadDb, found: { report: Report; marks: Marks; now: number }): Match | null {
  const { report, marks, now } = found;
  for (const address of report.envelopeAddresses) {
    const messageId = marks.readReturnPath(address);
    if (messageId !== null) return { messageId, proven: true };
  }
  for (const id of report.envelopeIds) {
    const messageId = marks.readMark(id);
    if (messageId !== null) return { messageId, proven: true };
  }
  for (const id of report.messageIds) {
    const messageId = marks.readMessageIdHeader(db, id);
    if (messageId !== null) return { messageId, proven: true };
  }
  const contact = report.recipient === null ? null : findContact(db, report.recipient);
  const messageId = contact && recentMessageTo(db, { contactId: contact.id, since: now - RECENT_MS });
  return messageId ? { messageId, proven: false } : null;
}
