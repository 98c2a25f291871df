import type { Contact } from '#shared/rpc/contacts.ts';
import { consentMethod, membershipStatus } from '#shared/schema/words.ts';
import { type ReadDb, sql } from '../../db/db.ts';
import { requireContact } from '../people/people.ts';
import { suppressionOf } from '../suppressions/suppressions.ts';
import { type ToldChange, timelineOf } from './timeline.report.ts';

type MembershipRow = Omit<Contact['memberships'][number], 'status' | 'consentMethod'> & { status: string; consentMethod: string };

/** How much of the timeline a panel shows; the whole of it is on the person's own page. */
const NEWEST = 20;

/** What is known about a contact, for a panel or the head of their page; `told` as `timelineOf` has it. */
export function describeContact(db: ReadDb, publicId: string, told: readonly ToldChange[] = []): Contact {
  const contact = requireContact(db, publicId);
  const suppression = suppressionOf(db, contact.email);
  const memberships = db.all<MembershipRow>(
    sql`/* contacts.memberships */ SELECT m.public_id AS id, l.public_id AS listId, l.name AS listName, m.status,
        m.consent_method AS consentMethod, m.consent_source AS consentSource, m.consent_at AS consentAt,
        m.confirmed_at AS confirmedAt, m.unsubscribed_at AS unsubscribedAt
      FROM memberships m JOIN lists l ON l.id = m.list_id WHERE m.contact_id = ${contact.id} ORDER BY l.name COLLATE NOCASE`,
  );
  const tags = db.all<{ name: string }>(
    sql`/* contacts.tags */ SELECT t.name FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id
      WHERE ct.contact_id = ${contact.id} ORDER BY t.name COLLATE NOCASE`,
  );
  return {
    id: contact.publicId,
    email: contact.email,
    firstName: contact.firstName,
    lastName: contact.lastName,
    fields: contact.fields,
    memberships: memberships.map((row) => ({
      ...row,
      status: membershipStatus.parse(row.status),
      consentMethod: consentMethod.parse(row.consentMethod),
    })),
    tags: tags.map((tag) => tag.name),
    suppressed: suppression?.reason ?? null,
    suppression: suppression
      ? { email: suppression.email, reason: suppression.reason, evidence: suppression.evidence, at: suppression.createdAt }
      : null,
    timeline: timelineOf(db, { contact, kind: null, after: null, limit: NEWEST, told }).entries,
    createdAt: contact.createdAt,
    updatedAt: contact.updatedAt,
  };
}
