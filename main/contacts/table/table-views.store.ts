import { type ColumnView, columnView } from '#shared/rpc/table-views.ts';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** The columns of a table as a person has set them up; null where nobody has. */
export function tableView(db: ReadDb, name: string): ColumnView[] | null {
  const text = db.value<string>(sql`/* table-views.get */ SELECT columns FROM table_views WHERE name = ${name}`);
  return text === undefined ? null : columnView.array().parse(JSON.parse(text));
}

export const setTableView = (db: WriteDb, { name, columns }: { name: string; columns: readonly ColumnView[] }): void =>
  void db.run(
    sql`/* table-views.set */ INSERT INTO table_views (name, columns) VALUES (${name}, ${JSON.stringify(columns)})
      ON CONFLICT (name) DO UPDATE SET columns = excluded.columns`,
  );

export const resetTableView = (db: WriteDb, name: string): void =>
  void db.run(sql`/* table-views.reset */ DELETE FROM table_views WHERE name = ${name}`);

export const allTableViews = (db: ReadDb): { name: string; columns: ColumnView[] }[] =>
  db
    .all<{ name: string; columns: string }>(sql`/* table-views.all */ SELECT name, columns FROM table_views`)
    .map(({ name, columns }) => ({ name, columns: columnView.array().parse(JSON.parse(columns)) }));
