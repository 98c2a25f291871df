import { type MembershipStatus, membershipStatus } from '#shared/schema/words.ts';
import { type ReadDb, sql } from '../db/db.ts';

/** A list as the person in it sees it. */
export type Preference = {
  /** Public id of the list. */
  listId: string;
  innerId: number;
  name: string;
  status: MembershipStatus;
};

/**
 * The lists that a person may decide about: those they are in, and those they left by themselves, which is by a link in a
 * message. Whom somebody here took out cannot put themselves back, and nobody sees internal lists.
 */
export const preferencesOf = (db: ReadDb, contactId: number): Preference[] =>
  db
    .all<Omit<Preference, 'status'> & { status: string }>(
      sql`/* preferences.of-contact */ SELECT l.public_id AS listId, l.id AS innerId, iif(l.public_name = '', l.name, l.public_name) AS name,
          m.status
        FROM memberships m JOIN lists l ON l.id = m.list_id
        WHERE m.contact_id = ${contactId} AND l.is_internal = 0 AND (m.status <> 'unsubscribed' OR EXISTS (
          SELECT 1 FROM events e WHERE e.contact_id = m.contact_id AND e.at = m.unsubscribed_at AND e.name = 'unsubscribed'
            AND e.message_id IS NOT NULL))
        ORDER BY 3 COLLATE NOCASE, l.id`,
    )
    .map((row) => ({ ...row, status: membershipStatus.parse(row.status) }));
