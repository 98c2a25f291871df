import type { ReadDb, WriteDb } from './handle.ts';

const MOST = 500;

type Known = { writes: number; values: Map<string, unknown> };
const known = new WeakMap<ReadDb, Known>();

/**
 * What `read` gives, kept until anything is written to the database: for what every request asks and hardly ever changes.
 * `name` says what it is, with all that it depends on. The value must not be changed; a connection that only reads, and so
 * does not know of writes, keeps nothing.
 */
export function kept<Value>(db: ReadDb | WriteDb, name: string, read: () => Value): Value {
  if (!('writes' in db)) return read();
  const writes = db.writes();
  const last = known.get(db);
  const { values } = last?.writes === writes ? last : begin(db, writes);
  if (values.has(name)) return values.get(name) as Value;
  const value = read();
  // What the reading itself wrote may have changed what was read.
  if (db.writes() !== writes) return value;
  if (values.size >= MOST) values.clear();
  values.set(name, value);
  return value;
}

function begin(db: ReadDb, writes: number): Known {
  const entry = { writes, values: new Map<string, unknown>() };
  known.set(db, entry);
  return entry;
}
