import { type ReadDb, sql } from '../../db/db.ts';

export type Place = { subscriberId: string; listId: string; listName: string; consentSource: string; consentAt: number | null };

/** Where somebody is a subscriber: in the list of this name, or else where they came in first. Null for nowhere. */
export const placeOf = (db: ReadDb, { contactId, listName }: { contactId: number; listName: string | null }): Place | null =>
  db.get<Place>(sql`/* pulsemail.place-of */ SELECT m.public_id AS subscriberId, l.public_id AS listId, l.name AS listName,
      m.consent_source AS consentSource, m.consent_at AS consentAt
    FROM memberships m JOIN lists l ON l.id = m.list_id WHERE m.contact_id = ${contactId}
    ORDER BY l.name = ${listName ?? ''} DESC, m.id LIMIT 1`) ?? null;
