import type { Handlers } from '#shared/rpc/contract.ts';
import type { tableViewsRpc } from '#shared/rpc/table-views.ts';
import { resetTableView, setTableView, tableView } from '../contacts/contacts.ts';
import type { Workspace } from '../workspace.ts';

export const tableViewsHandlers = ({ db }: Workspace) =>
  ({
    get: ({ table }) => ({ columns: tableView(db, table) }),
    set: ({ table, columns }) => {
      if (columns) setTableView(db, { name: table, columns });
      else resetTableView(db, table);
      return {};
    },
  }) satisfies Handlers<typeof tableViewsRpc>;
