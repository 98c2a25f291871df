import type { tagsRpc } from '#shared/rpc/contacts.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { deleteTagEverywhere, listTags } from '../contacts/contacts.ts';
import type { Workspace } from '../workspace.ts';

export const tagsHandlers = (workspace: Workspace) =>
  ({
    all: () => listTags(workspace.db),
    remove: ({ id }) => {
      deleteTagEverywhere(workspace.db, id);
      workspace.changes.announce('tags', 'contacts');
      return {};
    },
  }) satisfies Handlers<typeof tagsRpc>;
