import type { listsRpc } from '#shared/rpc/contacts.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { requireContacts } from '../contacts/contacts.ts';
import {
  changeList,
  createList,
  hasDoubleOptIn,
  type ListRow,
  listsOf,
  listsQuery,
  removeList,
  removeMembership,
  requireList,
  setMembership,
} from '../lists/lists.ts';
import type { Workspace } from '../workspace.ts';

export const listsHandlers = (workspace: Workspace) =>
  ({
    all: async () => listsOf(await workspace.finder.rows<ListRow>(listsQuery)),
    create: ({ name, brandId }) => {
      const list = createList(workspace.db, { name, brandId, now: workspace.clock() });
      workspace.changes.announce('lists');
      return { id: list.publicId };
    },
    change: (change) => {
      changeList(workspace.db, { ...change, now: workspace.clock() });
      workspace.changes.announce('lists', 'contacts');
      return {};
    },
    remove: ({ id }) => {
      removeList(workspace.db, { id, now: workspace.clock() });
      workspace.changes.announce('lists', 'contacts', 'suppressions');
      return {};
    },
    setMembership: ({ listId, contactIds, status, consentSource, force }) => {
      const { db, clock } = workspace;
      const now = clock();
      const list = requireList(db, listId);
      // Who is put in by hand confirms as everybody else does; who is known to have asked for it does not have to.
      const asks = status === 'subscribed' && !force && hasDoubleOptIn(db, list.id);
      const done = setMembership(db, {
        listId: list.id,
        contactIds: requireContacts(db, contactIds),
        status: asks ? 'pending' : status,
        consent: { method: 'manual', source: consentSource, at: now },
        force,
        now,
      });
      workspace.changes.announce('lists', 'contacts', 'suppressions');
      return done;
    },
    removeMembership: ({ listId, contactIds }) => {
      const { db } = workspace;
      removeMembership(db, { listId: requireList(db, listId).id, contactIds: requireContacts(db, contactIds) });
      workspace.changes.announce('lists', 'contacts');
      return {};
    },
  }) satisfies Handlers<typeof listsRpc>;
