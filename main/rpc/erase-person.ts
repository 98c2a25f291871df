import { forgetInEdits } from '../bulk/bulk.ts';
import { eraseContact, requireContact } from '../contacts/contacts.ts';
import { forgetMail, forgetPerson } from '../delivery/delivery.ts';
import { forgetChangesOf, forgetEventsOf } from '../events/events.ts';
import { forgetInJournal, forgetRejected } from '../imports/imports.ts';
import type { Workspace } from '../workspace.ts';

/**
 * Takes away everything that is known of a person. First, in one go, what says who they are and what could still mail
 * them; then the places that have to be searched, which know the address as text alone.
 */
export async function erasePerson({ db, clock, changes, delivery }: Workspace, id: string): Promise<void> {
  const contact = requireContact(db, id);
  const { emailKey, email } = contact;
  const now = clock();
  db.transaction(() => {
    const messageIds = forgetPerson(db, { contactId: contact.id, emailKey, now });
    forgetEventsOf(db, messageIds);
    forgetInEdits(db, { contactId: contact.id, emailKey });
    eraseContact(db, { contact, now });
  });
  delivery.wake();
  await forgetChangesOf(db, contact.id);
  await forgetInJournal(db, { contactId: contact.id, emailKey });
  for (const address of new Set([email, emailKey])) {
    await forgetMail(db, address);
    await forgetRejected(db, address);
  }
  changes.announce('contacts', 'lists', 'tags', 'suppressions', 'messages', 'sends', 'campaigns', 'inbox', 'imports');
}
