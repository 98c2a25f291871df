import { kept, type ReadDb, type Sql, sql, type WriteDb } from '../db/db.ts';

export type List = {
  id: string;
  name: string;
  brandId: string | null;
  subscribed: number;
  pending: number;
  unsubscribed: number;
  /** Who is added is pending until they confirm by a link in a mail. */
  doubleOptIn: boolean;
  createdAt: number;
};

export type ListRow = Omit<List, 'doubleOptIn'> & { doubleOptIn: number };

/** Looks at each membership: of very many people it belongs off the main thread. */
export const listsQuery: Sql = sql`/* lists.all */ SELECT l.public_id AS id, l.name, b.public_id AS brandId,
        l.double_opt_in AS doubleOptIn, l.created_at AS createdAt,
        (SELECT count(*) FROM memberships m WHERE m.list_id = l.id AND m.status = 'subscribed') AS subscribed,
        (SELECT count(*) FROM memberships m WHERE m.list_id = l.id AND m.status = 'pending') AS pending,
        (SELECT count(*) FROM memberships m WHERE m.list_id = l.id AND m.status = 'unsubscribed') AS unsubscribed
      FROM lists l LEFT JOIN brands b ON b.id = l.brand_id ORDER BY l.name COLLATE NOCASE, l.id`;

/** What the rows of `listsQuery` say. */
export const listsOf = (rows: readonly ListRow[]): List[] => rows.map((row) => ({ ...row, doubleOptIn: row.doubleOptIn === 1 }));

export const selectLists = (db: ReadDb): List[] => listsOf(db.all<ListRow>(listsQuery));

export type StoredList = { id: number; publicId: string; name: string };

export const getList = (db: ReadDb, publicId: string): StoredList | null =>
  kept(
    db,
    { name: `list ${publicId}`, of: ['lists'] },
    () =>
      db.get<StoredList>(sql`/* lists.get */ SELECT id, public_id AS publicId, name FROM lists WHERE public_id = ${publicId}`) ??
      null,
  );

export const findByName = (db: ReadDb, name: string): StoredList | null =>
  db.get(
    sql`/* lists.by-name */ SELECT id, public_id AS publicId, name FROM lists WHERE name = ${name} COLLATE NOCASE ORDER BY id LIMIT 1`,
  ) ?? null;

/** The inner id of a brand; null where there is none of that id. */
export const brandIdOf = (db: ReadDb, publicId: string): number | null =>
  db.value<number>(sql`/* lists.brand */ SELECT id FROM brands WHERE public_id = ${publicId}`) ?? null;

export const insertList = (db: WriteDb, list: { publicId: string; name: string; brandId: number | null; now: number }): number =>
  db.run(
    sql`/* lists.insert */ INSERT INTO lists (public_id, name, brand_id, created_at, updated_at)
      VALUES (${list.publicId}, ${list.name}, ${list.brandId}, ${list.now}, ${list.now})`,
  ).lastId;

export const updateName = (db: WriteDb, { id, name, now }: { id: number; name: string; now: number }): void =>
  void db.run(sql`/* lists.name */ UPDATE lists SET name = ${name}, updated_at = ${now} WHERE id = ${id}`);

export const updateBrand = (db: WriteDb, { id, brandId, now }: { id: number; brandId: number | null; now: number }): void =>
  void db.run(sql`/* lists.set-brand */ UPDATE lists SET brand_id = ${brandId}, updated_at = ${now} WHERE id = ${id}`);

export const deleteList = (db: WriteDb, id: number): void =>
  void db.run(sql`/* lists.delete */ DELETE FROM lists WHERE id = ${id}`);
