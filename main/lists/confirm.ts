import { sha256 } from '../base/ids.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import { type Confirmation, confirmationOfMessage, markConfirmed } from './confirmations.store.ts';
import { addressesOf, shownListName } from './members.report.ts';
import { findMemberships } from './memberships.store.ts';
import { confirmMembership } from './memberships.ts';

/** What the page behind a confirmation link says. `gone`: they are not in the list any more, or left it since. */
export type ConfirmationState = 'open' | 'confirmed' | 'expired' | 'gone';
export type ConfirmationPage = { state: ConfirmationState; email: string; list: string };

/** Null where no such mail was sent, or its person is gone. */
export function describeConfirmation(
  db: ReadDb,
  { messageId, now }: { messageId: number; now: number },
): ConfirmationPage | null {
  const confirmation = confirmationOfMessage(db, messageId);
  const [person] = confirmation ? addressesOf(db, [confirmation.contactId]) : [];
  if (!confirmation || !person) return null;
  return { state: stateOf(db, confirmation, now), email: person.email, list: shownListName(db, confirmation.listId) };
}

function stateOf(db: ReadDb, { listId, contactId, expiresAt, confirmedAt }: Confirmation, now: number): ConfirmationState {
  const status = findMemberships(db, { listId, contactIds: [contactId] })[0]?.status;
  if (status === 'subscribed') return 'confirmed';
  // A link confirms once: who left since comes back by another way.
  if (status !== 'pending' || confirmedAt !== null) return 'gone';
  return now >= expiresAt ? 'expired' : 'open';
}

/**
 * A person confirms by the button behind the link in their mail. Done any number of times it comes to the same.
 * `from` is the network that it came from, shortened; `agent` what their browser calls itself, kept as a hash only.
 */
export function confirmByLink(
  db: WriteDb,
  { messageId, from, agent, now }: { messageId: number; from: string; agent: string; now: number },
): ConfirmationPage | null {
  return db.transaction(() => {
    const confirmation = confirmationOfMessage(db, messageId);
    const page = describeConfirmation(db, { messageId, now });
    if (!confirmation || page?.state !== 'open') return page;
    const { id, listId, contactId } = confirmation;
    markConfirmed(db, { id, from, agent: agent === '' ? '' : sha256(agent), now });
    confirmMembership(db, { listId, contactId, now });
    return { ...page, state: 'confirmed' };
  });
}
