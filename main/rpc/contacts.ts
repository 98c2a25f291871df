import type { contactsRpc } from '#shared/rpc/contacts.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import {
  addTag,
  changeContact,
  createContact,
  describeContact,
  removeContacts,
  removeTag,
  requireContact,
  requireContacts,
  selectedContacts,
} from '../contacts/contacts.ts';
import { hasDoubleOptIn, requireList, setMembership } from '../lists/lists.ts';
import type { Workspace } from '../workspace.ts';
import { selectionOf } from './selection.ts';
import { toldChanges } from './told-changes.ts';

export const contactsHandlers = (workspace: Workspace) =>
  ({
    page: ({ sort, descending, offset, limit, ...filter }) =>
      workspace.finder.page({ selection: selectionOf(workspace.db, filter), sort, descending, offset, limit }),
    ids: (filter) => ({ ids: selectedContacts(workspace.db, selectionOf(workspace.db, filter)) }),
    get: async ({ id }) => describeContact(workspace.db, id, await toldChanges(workspace.db, requireContact(workspace.db, id))),
    create: ({ listId, consentSource, ...details }) => {
      const { db, clock, changes } = workspace;
      const now = clock();
      const contact = db.transaction(() => {
        const made = createContact(db, { ...details, now });
        if (listId !== undefined) {
          const list = requireList(db, listId);
          setMembership(db, {
            listId: list.id,
            contactIds: [made.id],
            status: hasDoubleOptIn(db, list.id) ? 'pending' : 'subscribed',
            consent: { method: 'manual', source: consentSource, at: now },
            now,
          });
        }
        return made;
      });
      changes.announce('contacts', 'lists');
      return { id: contact.publicId };
    },
    change: (change) => {
      changeContact(workspace.db, { ...change, now: workspace.clock() });
      workspace.changes.announce('contacts');
      return {};
    },
    remove: ({ ids }) => {
      const removed = removeContacts(workspace.db, { ids, now: workspace.clock() });
      workspace.changes.announce('contacts', 'lists', 'tags', 'suppressions');
      return { removed };
    },
    tag: ({ ids, name }) => {
      addTag(workspace.db, { name, contactIds: requireContacts(workspace.db, ids), now: workspace.clock() });
      workspace.changes.announce('contacts', 'tags');
      return {};
    },
    untag: ({ ids, name }) => {
      removeTag(workspace.db, { name, contactIds: requireContacts(workspace.db, ids) });
      workspace.changes.announce('contacts', 'tags');
      return {};
    },
  }) satisfies Handlers<typeof contactsRpc>;
