import { type ConsentMethod, consentMethod, type MembershipStatus, membershipStatus } from '#shared/schema/words.ts';
import { type ReadDb, sql } from '../db/db.ts';

/** A membership with the evidence of consent; lists are called by their public ids. */
type Membership = {
  id: string;
  listId: string;
  status: MembershipStatus;
  consentMethod: ConsentMethod;
  consentSource: string;
  consentAt: number | null;
  confirmedAt: number | null;
  unsubscribedAt: number | null;
};

type Row = Omit<Membership, 'status' | 'consentMethod'> & { status: string; consentMethod: string };

/** Every membership of a contact. */
export const membershipsOf = (db: ReadDb, contactId: number): Membership[] =>
  db
    .all<Row>(
      sql`/* lists.memberships */ SELECT m.public_id AS id, l.public_id AS listId, m.status, m.consent_method AS consentMethod,
          m.consent_source AS consentSource, m.consent_at AS consentAt, m.confirmed_at AS confirmedAt,
          m.unsubscribed_at AS unsubscribedAt
        FROM memberships m JOIN lists l ON l.id = m.list_id WHERE m.contact_id = ${contactId} ORDER BY l.name COLLATE NOCASE`,
    )
    .map((row) => ({
      ...row,
      status: membershipStatus.parse(row.status),
      consentMethod: consentMethod.parse(row.consentMethod),
    }));

/** The addresses of contacts; those that are gone by now are left out. */
export const addressesOf = (db: ReadDb, contactIds: readonly number[]): { contactId: number; email: string; key: string }[] =>
  db.all(
    sql`/* lists.addresses */ SELECT id AS contactId, email, email_key AS key FROM contacts
      WHERE id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)}))`,
  );

/** Who has unsubscribed from a list and is in no other one that they stayed in or left. */
export const unsubscribedOnlyHere = (db: ReadDb, listId: number): string[] =>
  db
    .all<{ email: string }>(
      sql`/* lists.unsubscribed-only-here */ SELECT c.email FROM memberships m JOIN contacts c ON c.id = m.contact_id
        WHERE m.list_id = ${listId} AND m.status = 'unsubscribed'
          AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.contact_id = m.contact_id AND o.list_id <> ${listId})
          AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.email_key = c.email_key)`,
    )
    .map((row) => row.email);

export const listName = (db: ReadDb, listId: number): string =>
  db.value<string>(sql`/* lists.name-of */ SELECT name FROM lists WHERE id = ${listId}`) ?? '';

/** What recipients call a list. */
export const shownListName = (db: ReadDb, listId: number): string =>
  db.value<string>(sql`/* lists.shown-name */ SELECT iif(public_name = '', name, public_name) FROM lists WHERE id = ${listId}`) ??
  '';

/** Whether recipients can reach this computer at all. */
export const hasPublicAddress = (db: ReadDb): boolean =>
  (db.value<string>(sql`/* lists.public-address */ SELECT value FROM settings WHERE name = 'public.address'`) ?? '') !== '';
