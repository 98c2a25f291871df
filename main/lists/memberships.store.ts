import { type ConsentMethod, type MembershipStatus, membershipStatus } from '#shared/schema/words.ts';
import { type ReadDb, sql, type WriteDb } from '../db/db.ts';

type StoredMembership = { id: number; contactId: number; status: MembershipStatus };

type Row = Omit<StoredMembership, 'status'> & { status: string };
const parse = (row: Row): StoredMembership => ({ ...row, status: membershipStatus.parse(row.status) });

/** Person by person: the planner would rather read the whole list, which is fine once and not for every slice of an import. */
export function findMemberships(
  db: ReadDb,
  { listId, contactIds }: { listId: number; contactIds: readonly number[] },
): StoredMembership[] {
  const [only] = contactIds;
  if (contactIds.length === 1 && only !== undefined)
    return db
      .all<Row>(
        sql`/* memberships.of-one */ SELECT id, contact_id AS contactId, status FROM memberships
          WHERE contact_id = ${only} AND list_id = ${listId}`,
      )
      .map(parse);
  return db
    .all<Row>(
      sql`/* memberships.of-list */ SELECT m.id, m.contact_id AS contactId, m.status
        FROM json_each(${JSON.stringify(contactIds)}) j CROSS JOIN memberships m ON m.contact_id = j.value AND m.list_id = ${listId}`,
    )
    .map(parse);
}

export const membershipsOfContact = (db: ReadDb, contactId: number): (StoredMembership & { listId: number })[] =>
  db
    .all<Row & { listId: number }>(
      sql`/* memberships.of-contact */ SELECT id, contact_id AS contactId, list_id AS listId, status FROM memberships
        WHERE contact_id = ${contactId}`,
    )
    .map((row) => ({ ...parse(row), listId: row.listId }));

export type NewMembership = {
  publicId: string;
  contactId: number;
  listId: number;
  status: MembershipStatus;
  consentMethod: ConsentMethod;
  consentSource: string;
  consentAt: number | null;
  confirmedAt: number | null;
  now: number;
};

export const insertMembership = (db: WriteDb, row: NewMembership): void =>
  void db.run(
    sql`/* memberships.insert */ INSERT INTO memberships (public_id, contact_id, list_id, status, consent_method, consent_source,
        consent_at, confirmed_at, unsubscribed_at, created_at, updated_at)
      VALUES (${row.publicId}, ${row.contactId}, ${row.listId}, ${row.status}, ${row.consentMethod}, ${row.consentSource},
        ${row.consentAt}, ${row.confirmedAt}, ${row.status === 'unsubscribed' ? row.now : null}, ${row.now}, ${row.now})`,
  );

/** Changes the status alone; how the person once agreed stays on record. */
export const updateStatus = (db: WriteDb, { id, status, now }: { id: number; status: MembershipStatus; now: number }): void =>
  void db.run(
    sql`/* memberships.status */ UPDATE memberships SET status = ${status}, updated_at = ${now},
      unsubscribed_at = ${status === 'unsubscribed' ? now : null} WHERE id = ${id}`,
  );

/** The person agreed anew: the newer evidence takes the place of the older. */
export const updateConsent = (
  db: WriteDb,
  consent: {
    id: number;
    method: ConsentMethod;
    source: string;
    consentAt: number | null;
    confirmedAt: number | null;
    now: number;
  },
): void =>
  void db.run(
    sql`/* memberships.consent */ UPDATE memberships SET consent_method = ${consent.method}, consent_source = ${consent.source},
      consent_at = ${consent.consentAt}, confirmed_at = coalesce(${consent.confirmedAt}, confirmed_at), updated_at = ${consent.now}
      WHERE id = ${consent.id}`,
  );

/** What is known of how they agreed stays; that they confirmed it comes on top. */
export const updateConfirmed = (db: WriteDb, { id, now }: { id: number; now: number }): void =>
  void db.run(
    sql`/* memberships.confirmed */ UPDATE memberships SET confirmed_at = ${now}, updated_at = ${now} WHERE id = ${id}`,
  );

export const deleteMembership = (db: WriteDb, id: number): void =>
  void db.run(sql`/* memberships.delete */ DELETE FROM memberships WHERE id = ${id}`);
