import type { ReadDb } from './handle.ts';

const MOST = 500;

type Kept = { writes: number; value: unknown };
const kepts = new WeakMap<ReadDb, Map<string, Kept>>();

/**
 * What `read` gives, kept until one of the tables is written to: for what every request asks and hardly ever changes. `of` are
 * all tables that it depends on, those included whose deletions take rows of it along; `name` says what it is, with all that
 * was asked. The value must not be changed.
 */
export function kept<Value>(db: ReadDb, { name, of }: { name: string; of: readonly string[] }, read: () => Value): Value {
  const values = kepts.get(db) ?? new Map<string, Kept>();
  kepts.set(db, values);
  const writes = writesTo(db, of);
  const known = values.get(name);
  if (known?.writes === writes) return known.value as Value;
  const value = read();
  // What the reading itself wrote may have changed what was read.
  if (writesTo(db, of) !== writes) return value;
  if (values.size >= MOST) values.clear();
  values.set(name, { writes, value });
  return value;
}

const writesTo = (db: ReadDb, tables: readonly string[]): number => tables.reduce((sum, table) => sum + db.writes(table), 0);
