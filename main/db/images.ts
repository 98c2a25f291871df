import { z } from 'zod';
import type { ReadDb, WriteDb } from './handle.ts';
import { type Sql, sql, sqlJoin } from './sql.ts';

const cell = z.union([z.string(), z.number(), z.null(), z.object({ base64: z.string() })]);
type Cell = z.infer<typeof cell>;

/** Rows of a table as they were, with all that goes with them when they are deleted. Plain data. */
export const rowImage = z.object({
  /** In the order in which they can be put back. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.array(z.array(cell)) })),
  /** References that a deletion empties: the row by its id, and whom it named. */
  loose: z.array(z.object({ table: z.string(), column: z.string(), rows: z.array(z.tuple([z.number(), z.number()])) })),
});
export type RowImage = z.infer<typeof rowImage>;

type Reference = { table: string; column: string; onDelete: string };
type Table = { name: string; columns: string[]; id: string | null; parents: (Reference & { to: string })[]; rank: number };
type Schema = { tables: Map<string, Table>; children: Map<string, Reference[]> };

const name = (text: string): Sql => ({ text: `"${text.replaceAll('"', '""')}"`, values: [], isSql: true });
const schemas = new WeakMap<ReadDb, Schema>();

/** Read from the database itself: a table that refers to contacts takes part without anybody having to say so. */
function schemaOf(db: ReadDb): Schema {
  const known = schemas.get(db);
  if (known) return known;
  const tables = new Map<string, Table>();
  const children = new Map<string, Reference[]>();
  const triggered = new Set(
    db
      .all<{ table: string }>(sql`/* images.triggers */ SELECT tbl_name AS "table" FROM sqlite_schema WHERE type = 'trigger'`)
      .map((row) => row.table),
  );
  const names = db.all<{ name: string }>(
    sql`/* images.tables */ SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  for (const { name: table } of names) {
    // Generated columns are not listed, and they cannot be written either.
    const columns = db.all<{ name: string; type: string; pk: number }>(
      sql`/* images.columns */ SELECT name, type, pk FROM pragma_table_info(${table})`,
    );
    const keys = columns.filter((column) => column.pk > 0);
    const parents = db.all<Reference & { to: string | null }>(
      sql`/* images.references */ SELECT "table", "from" AS "column", "to", on_delete AS onDelete FROM pragma_foreign_key_list(${table})`,
    );
    for (const { table: parent, column, onDelete } of parents)
      children.set(parent, [...(children.get(parent) ?? []), { table, column, onDelete }]);
    tables.set(table, {
      name: table,
      columns: columns.map((column) => column.name),
      id: keys.length === 1 && keys[0]?.type === 'INTEGER' ? keys[0].name : null,
      parents: parents.map((parent) => ({ ...parent, to: parent.to ?? 'id' })),
      rank: 0,
    });
  }
  for (const table of tables.values()) table.rank = children.has(table.name) ? 0 : triggered.has(table.name) ? 1 : 2;
  const schema = { tables, children };
  schemas.set(db, schema);
  return schema;
}

const plain = (value: unknown): Cell => (Buffer.isBuffer(value) ? { base64: value.toString('base64') } : (value as Cell));
const raw = (value: Cell): string | number | Buffer | null =>
  value !== null && typeof value === 'object' ? Buffer.from(value.base64, 'base64') : value;

/** The rows of these ids, and every row that a deletion of them would take along or cut loose. */
export function captureRows(db: ReadDb, { table, ids }: { table: string; ids: readonly number[] }): RowImage {
  const schema = schemaOf(db);
  const captured = new Map<string, { rows: Cell[][]; seen: Set<string> }>();
  const loose: RowImage['loose'] = [];
  const queue: { table: string; column: string; ids: readonly number[] }[] = [{ table, column: 'id', ids }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const facts = schema.tables.get(next.table);
    if (!facts || next.ids.length === 0) continue;
    const found = db.all<Record<string, unknown>>(
      sql`/* images.capture */ SELECT ${sqlJoin(facts.columns.map((column) => sql`t.${name(column)}`))}
        FROM json_each(${JSON.stringify(next.ids)}) j CROSS JOIN ${name(facts.name)} t ON t.${name(next.column)} = j.value`,
    );
    const known = captured.get(facts.name) ?? { rows: [], seen: new Set() };
    captured.set(facts.name, known);
    const fresh: number[] = [];
    for (const row of found) {
      const cells = facts.columns.map((column) => plain(row[column]));
      const identity = facts.id === null ? JSON.stringify(cells) : String(row[facts.id]);
      if (known.seen.has(identity)) continue;
      known.seen.add(identity);
      known.rows.push(cells);
      if (facts.id !== null) fresh.push(Number(row[facts.id]));
    }
    for (const child of schema.children.get(facts.name) ?? []) {
      if (child.onDelete === 'CASCADE') queue.push({ table: child.table, column: child.column, ids: fresh });
      if (child.onDelete === 'SET NULL') loose.push(looseRows(db, schema, child, fresh));
    }
  }
  const tables = [...captured]
    .filter(([, { rows }]) => rows.length > 0)
    .map(([table, { rows }]) => ({ name: table, columns: schema.tables.get(table)?.columns ?? [], rows }));
  // Parents first. A table that others fill by triggers comes last of all, as it was.
  const rank = (table: string) => (table === tables[0]?.name ? -1 : (schema.tables.get(table)?.rank ?? 0));
  tables.sort((a, b) => rank(a.name) - rank(b.name));
  return { tables, loose: loose.filter(({ rows }) => rows.length > 0) };
}

function looseRows(db: ReadDb, schema: Schema, child: Reference, ids: readonly number[]): RowImage['loose'][number] {
  const id = schema.tables.get(child.table)?.id;
  if (!id || ids.length === 0) return { table: child.table, column: child.column, rows: [] };
  const rows = db.all<{ id: number; named: number }>(
    sql`/* images.loose */ SELECT t.${name(id)} AS id, j.value AS named
      FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN ${name(child.table)} t ON t.${name(child.column)} = j.value`,
  );
  return { table: child.table, column: child.column, rows: rows.map((row) => [row.id, row.named]) };
}

type Moved = Map<string, Map<number, number | null>>;

/**
 * Puts rows back as they were. What cannot come back stays away and its own rows with it: its place is taken (an address
 * that is somebody else's contact by now), or what it belonged to is gone. An id that was given away meanwhile becomes a
 * new one. Returns the ids of the first table's rows that are back, by their old ids.
 */
export function restoreRows(db: WriteDb, image: RowImage): Map<number, number> {
  const schema = schemaOf(db);
  const moved: Moved = new Map();
  const exists = lookup(db);
  image.tables.forEach(({ name: table, columns, rows }, order) => {
    const facts = schema.tables.get(table);
    if (!facts) return;
    const back = new Map<number, number | null>();
    moved.set(table, back);
    const kept = columns.map((column, index) => ({ column, index })).filter(({ column }) => facts.columns.includes(column));
    const idAt = facts.id === null ? -1 : columns.indexOf(facts.id);
    // An id that names another row, as that of a contact's figures does, is nobody else's to have.
    const own = facts.id !== null && !facts.parents.some((parent) => parent.column === facts.id);
    const verb = order > 0 && facts.rank === 2 ? sql`INSERT OR REPLACE` : sql`INSERT OR IGNORE`;
    const into = sql`/* images.restore */ ${verb} INTO ${name(table)} (${sqlJoin(kept.map(({ column }) => name(column)))}) VALUES`;
    for (const cells of rows) {
      const row = [...cells];
      const oldId = Number(row[idAt]);
      if (!attach({ facts, columns, row, moved, exists })) {
        back.set(oldId, null);
        continue;
      }
      const taken = own && idTaken(db, facts, oldId);
      if (taken) row[idAt] = null;
      const { changes, lastId } = db.run(sql`${into} (${sqlJoin(kept.map(({ index }) => sql`${raw(row[index] ?? null)}`))})`);
      back.set(oldId, changes === 0 ? null : taken ? lastId : oldId);
    }
  });
  const first = moved.get(image.tables[0]?.name ?? '') ?? new Map<number, number | null>();
  const back = new Map([...first].filter((entry): entry is [number, number] => entry[1] !== null));
  for (const { table, column, rows } of image.loose) {
    const id = schema.tables.get(table)?.id;
    if (!id) continue;
    for (const [row, named] of rows) {
      const now = back.get(named);
      if (now === undefined) continue;
      db.run(
        sql`/* images.tie */ UPDATE OR IGNORE ${name(table)} SET ${name(column)} = ${now}
          WHERE ${name(id)} = ${row} AND ${name(column)} IS NULL`,
      );
    }
  }
  return back;
}

/** Points a row at what it belongs to, wherever that is now; false where that is gone. */
function attach({
  facts,
  columns,
  row,
  moved,
  exists,
}: {
  facts: Table;
  columns: readonly string[];
  row: Cell[];
  moved: Moved;
  exists: ReturnType<typeof lookup>;
}): boolean {
  for (const parent of facts.parents) {
    const index = columns.indexOf(parent.column);
    const value = row[index] ?? null;
    if (value === null) continue;
    const now = typeof value === 'number' ? moved.get(parent.table)?.get(value) : undefined;
    const there = now === undefined ? exists(parent.table, parent.to, value) : now !== null;
    if (typeof now === 'number') row[index] = now;
    if (there) continue;
    if (parent.onDelete !== 'SET NULL') return false;
    row[index] = null;
  }
  return true;
}

const idTaken = (db: ReadDb, { name: table, id }: Table, value: number): boolean =>
  id !== null && db.value<number>(sql`/* images.taken */ SELECT 1 FROM ${name(table)} WHERE ${name(id)} = ${value}`) === 1;

/** Whether a row is there; asked once for each, since thousands belong to the same few lists and sends. */
function lookup(db: ReadDb): (table: string, column: string, value: Cell) => boolean {
  const known = new Map<string, boolean>();
  return (table, column, value) => {
    const key = JSON.stringify([table, column, value]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const there =
      db.value<number>(sql`/* images.exists */ SELECT 1 FROM ${name(table)} WHERE ${name(column)} = ${raw(value)}`) === 1;
    known.set(key, there);
    return there;
  };
}
