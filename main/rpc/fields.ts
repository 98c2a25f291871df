import type { fieldsRpc } from '#shared/rpc/contacts.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { changeField, createField, listFields, removeField } from '../contacts/contacts.ts';
import type { Workspace } from '../workspace.ts';

export const fieldsHandlers = (workspace: Workspace) =>
  ({
    all: () => listFields(workspace.db),
    create: ({ label, type }) => {
      const field = createField(workspace.db, { label, type, now: workspace.clock() });
      workspace.changes.announce('fields');
      return field;
    },
    change: (change) => {
      changeField(workspace.db, change);
      workspace.changes.announce('fields');
      return {};
    },
    remove: ({ id }) => {
      removeField(workspace.db, id);
      workspace.changes.announce('fields', 'contacts');
      return {};
    },
  }) satisfies Handlers<typeof fieldsRpc>;
