import type { keysRpc } from '#shared/rpc/access.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { createKey, listKeys, ratesOf, removeKey, setRates } from '../access/access.ts';
import { notFound } from '../base/errors.ts';
import type { WriteDb } from '../db/db.ts';
import type { Workspace } from '../workspace.ts';

export const keysHandlers = (workspace: Workspace, registry: WriteDb) =>
  ({
    all: () => listKeys(registry, workspace.id),
    create: (input) => {
      const made = createKey(registry, { ...input, workspaceId: workspace.id });
      workspace.changes.announce('keys');
      return made;
    },
    remove: ({ id }) => {
      if (!removeKey(registry, { workspaceId: workspace.id, id })) throw notFound('keys.unknown', 'There is no such key.');
      workspace.changes.announce('keys');
      return {};
    },
    rates: () => ratesOf(registry, workspace.id),
    changeRates: ({ rates }) => {
      setRates(registry, { workspaceId: workspace.id, rates });
      workspace.changes.announce('keys');
      return {};
    },
  }) satisfies Handlers<typeof keysRpc>;
