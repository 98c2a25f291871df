import type { Handlers } from '#shared/rpc/contract.ts';
import type { ExportWhat, exportsRpc } from '#shared/rpc/exports.ts';
import type { ReadDb } from '../db/db.ts';
import type { ExportPlan } from '../exports/exports.ts';
import { requireList } from '../lists/lists.ts';
import type { Workspace } from '../workspace.ts';
import { chosenIds } from './selection.ts';

export const exportsHandlers = ({ db, exports }: Workspace) =>
  ({
    start: ({ what, format }) => ({ id: exports.start(planOf(db, what), format) }),
    watch: ({ id }, { signal }) => exports.watch(id, signal),
    cancel: async ({ id }) => {
      await exports.cancel(id);
      return {};
    },
  }) satisfies Handlers<typeof exportsRpc>;

function planOf(db: ReadDb, what: ExportWhat): ExportPlan {
  if ('suppressions' in what) return what;
  const { contacts, columns, listId } = what;
  return {
    contacts: { select: chosenIds(db, contacts), columns, listId: listId === undefined ? null : requireList(db, listId).id },
  };
}
