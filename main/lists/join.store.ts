import type { ConsentMethod, MembershipStatus } from '#shared/schema/words.ts';
import { membershipStatus } from '#shared/schema/words.ts';
import { type ReadDb, sql, sqlRows, type WriteDb } from '../db/db.ts';

/** Of many people how they stand in a list. Person by person: the planner would rather read the whole list for each slice. */
export const standingsIn = (
  db: ReadDb,
  { listId, contactIds }: { listId: number; contactIds: readonly number[] },
): { id: number; contactId: number; status: MembershipStatus; unsubscribedAt: number | null; updatedAt: number }[] =>
  db
    .all<{ id: number; contactId: number; status: string; unsubscribedAt: number | null; updatedAt: number }>(
      sql`/* memberships.standings */ SELECT m.id, m.contact_id AS contactId, m.status, m.unsubscribed_at AS unsubscribedAt,
          m.updated_at AS updatedAt
        FROM json_each(${JSON.stringify(contactIds)}) j CROSS JOIN memberships m ON m.contact_id = j.value AND m.list_id = ${listId}`,
    )
    .map((row) => ({ ...row, status: membershipStatus.parse(row.status) }));

const HOLES = 10;
const AT_ONCE = 50;
const insert = (rows: number): string =>
  `/* memberships.insert-many */ INSERT INTO memberships (public_id, contact_id, list_id, status, consent_method, consent_source,
    consent_at, unsubscribed_at, created_at, updated_at) VALUES ${sqlRows(rows, HOLES)}`;
const many = insert(AT_ONCE);
const one = insert(1);

export type NewMember = { publicId: string; contactId: number; status: MembershipStatus; consentAt: number | null };

/** Fifty in a statement: half the time of one in each. */
export function insertMembers(
  db: WriteDb,
  {
    listId,
    people,
    method,
    source,
    now,
  }: { listId: number; people: readonly NewMember[]; method: ConsentMethod; source: string; now: number },
): void {
  const values: (string | number | null)[] = [];
  for (const { publicId, contactId, status, consentAt } of people)
    values.push(publicId, contactId, listId, status, method, source, consentAt, status === 'unsubscribed' ? now : null, now, now);
  let at = 0;
  const step = AT_ONCE * HOLES;
  for (; at + step <= values.length; at += step) db.run({ text: many, values: values.slice(at, at + step), isSql: true });
  for (; at < values.length; at += HOLES) db.run({ text: one, values: values.slice(at, at + HOLES), isSql: true });
}

/** Takes out who joined, where nothing has become of it since. Returns those of them who stay. */
export function deleteJoined(
  db: WriteDb,
  {
    listId,
    joined,
    stamp,
  }: { listId: number; joined: readonly (readonly [contactId: number, status: MembershipStatus])[]; stamp: number },
): number[] {
  const people = JSON.stringify(joined);
  db.run(
    sql`/* memberships.delete-joined */ DELETE FROM memberships WHERE id IN (
      SELECT m.id FROM json_each(${people}) j CROSS JOIN memberships m ON m.contact_id = j.value ->> 0 AND m.list_id = ${listId}
      WHERE m.status = j.value ->> 1 AND m.created_at = ${stamp} AND m.updated_at = ${stamp})`,
  );
  return db
    .all<{ id: number }>(
      sql`/* memberships.still-joined */ SELECT m.contact_id AS id FROM json_each(${people}) j
        CROSS JOIN memberships m ON m.contact_id = j.value ->> 0 AND m.list_id = ${listId}`,
    )
    .map(({ id }) => id);
}

/** Whoever an import unsubscribed is what they were before, unless something became of it since. Returns whether they are. */
export const restoreStanding = (
  db: WriteDb,
  row: {
    listId: number;
    contactId: number;
    status: MembershipStatus;
    unsubscribedAt: number | null;
    updatedAt: number;
    stamp: number;
  },
): boolean =>
  db.run(
    sql`/* memberships.restore */ UPDATE memberships SET status = ${row.status}, unsubscribed_at = ${row.unsubscribedAt},
        updated_at = ${row.updatedAt}
      WHERE contact_id = ${row.contactId} AND list_id = ${row.listId} AND status = 'unsubscribed' AND updated_at = ${row.stamp}`,
  ).changes === 1;

export const hasMembers = (db: ReadDb, listId: number): boolean =>
  db.get(sql`/* memberships.any */ SELECT 1 FROM memberships WHERE list_id = ${listId} LIMIT 1`) !== undefined;
