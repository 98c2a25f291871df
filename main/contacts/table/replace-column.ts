import type { WriteDb } from '../../db/db.ts';
import { allTableViews, setTableView } from './table-views.store.ts';

/** Tables that show a field show another one in its place; which of the two columns stands first stays. */
export function replaceColumn(db: WriteDb, { from, to }: { from: string; to: string }): void {
  for (const { name, columns } of allTableViews(db)) {
    if (!columns.some(({ key }) => key === `field:${from}`)) continue;
    const renamed = columns.map((column) => (column.key === `field:${from}` ? { ...column, key: `field:${to}` } : column));
    const once = renamed.filter(({ key }, at) => renamed.findIndex((other) => other.key === key) === at);
    setTableView(db, { name, columns: once });
  }
}
