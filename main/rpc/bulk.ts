import type { bulkRpc } from '#shared/rpc/bulk.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import type { Workspace } from '../workspace.ts';
import { chosenIds } from './selection.ts';

export const bulkHandlers = ({ db, bulk }: Workspace) =>
  ({
    start: ({ who, action }) => ({ id: bulk.start(chosenIds(db, who), action) }),
    watch: ({ id }, { signal }) => bulk.watch(id, signal),
    cancel: async ({ id }) => {
      await bulk.cancel(id);
      return {};
    },
    undo: ({ id }) => {
      bulk.undo(id);
      return {};
    },
    recent: () => bulk.recent(),
  }) satisfies Handlers<typeof bulkRpc>;
