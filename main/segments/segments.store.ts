import { z } from 'zod';
import { type Group, rule } from '#shared/schema/rule.ts';
import { notFound } from '../base/errors.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

/** A rule under a name, or, without one, people picked by hand. */
export type Segment = {
  id: number;
  publicId: string;
  name: string;
  rule: Group | null;
  createdAt: number;
  updatedAt: number;
};

const row = z.object({
  id: z.number(),
  publicId: z.string(),
  name: z.string(),
  rule: z
    .string()
    .transform((text): Group => rule.parse(JSON.parse(text)))
    .nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
const parse = (found: unknown): Segment => row.parse(found);

const columns = sql`id, public_id AS publicId, name, rule, created_at AS createdAt, updated_at AS updatedAt`;

export const listSegments = (db: ReadDb): Segment[] =>
  db.all(sql`/* segments.all */ SELECT ${columns} FROM segments WHERE complete ORDER BY name COLLATE NOCASE`).map(parse);

export function getSegment(db: ReadDb, publicId: string): Segment | null {
  const found = db.get(sql`/* segments.get */ SELECT ${columns} FROM segments WHERE public_id = ${publicId} AND complete`);
  return found === undefined ? null : parse(found);
}

export function requireSegment(db: ReadDb, publicId: string): Segment {
  const segment = getSegment(db, publicId);
  if (!segment) throw notFound('segments.unknown', 'There is no such segment.');
  return segment;
}

type NewSegment = { publicId: string; name: string; rule: Group | null; complete?: boolean; now: number };

export const insertSegment = (db: WriteDb, { publicId, name, rule: root, complete = true, now }: NewSegment): number =>
  db.run(sql`/* segments.insert */ INSERT INTO segments (public_id, name, rule, complete, created_at, updated_at)
    VALUES (${publicId}, ${name}, ${root && JSON.stringify(root)}, ${complete}, ${now}, ${now})`).lastId;

export const completeSegment = (db: WriteDb, id: number): void =>
  void db.run(sql`/* segments.complete */ UPDATE segments SET complete = 1 WHERE id = ${id}`);

export const updateName = (db: WriteDb, { id, name, now }: { id: number; name: string; now: number }): void =>
  void db.run(sql`/* segments.rename */ UPDATE segments SET name = ${name}, updated_at = ${now} WHERE id = ${id}`);

export const updateRule = (db: WriteDb, { id, rule: root, now }: { id: number; rule: Group; now: number }): void =>
  void db.run(sql`/* segments.rule */ UPDATE segments SET rule = ${JSON.stringify(root)}, updated_at = ${now} WHERE id = ${id}`);

export const touch = (db: WriteDb, { id, now }: { id: number; now: number }): void =>
  void db.run(sql`/* segments.touch */ UPDATE segments SET updated_at = ${now} WHERE id = ${id}`);

/** Its members have to be gone already, unless they are few. */
export const deleteSegment = (db: WriteDb, id: number): void =>
  void db.run(sql`/* segments.delete */ DELETE FROM segments WHERE id = ${id}`);

/** Those who are still contacts; returns how many were not in it. */
export const insertMembers = (db: WriteDb, { id, contactIds }: { id: number; contactIds: readonly number[] }): number =>
  db.run(sql`/* segments.put */ INSERT OR IGNORE INTO segment_members (segment_id, contact_id)
    SELECT ${id}, c.id FROM json_each(${JSON.stringify(contactIds)}) j CROSS JOIN contacts c ON c.id = j.value`).changes;

export const deleteMembers = (db: WriteDb, { id, contactIds }: { id: number; contactIds: readonly number[] }): number =>
  db.run(sql`/* segments.take */ DELETE FROM segment_members WHERE segment_id = ${id}
    AND contact_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)}))`).changes;

/** Takes out up to `limit` of all; returns how many those were. */
export const deleteSomeMembers = (db: WriteDb, { id, limit }: { id: number; limit: number }): number =>
  db.run(sql`/* segments.empty */ DELETE FROM segment_members WHERE segment_id = ${id}
    AND contact_id IN (SELECT contact_id FROM segment_members WHERE segment_id = ${id} LIMIT ${limit})`).changes;

export const incompleteSegments = (db: ReadDb): number[] =>
  db.all<{ id: number }>(sql`/* segments.incomplete */ SELECT id FROM segments WHERE NOT complete`).map(({ id }) => id);

export const hideSegment = (db: WriteDb, id: number): void =>
  void db.run(sql`/* segments.hide */ UPDATE segments SET complete = 0 WHERE id = ${id}`);
