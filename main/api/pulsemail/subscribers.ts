import { conflict, invalid } from '../../base/errors.ts';
import {
  changeContact,
  createContact,
  emailKey,
  findContact,
  mergeContacts,
  removeContacts,
  suppress,
  suppressionOf,
} from '../../contacts/contacts.ts';
import type { ReadDb, WriteDb } from '../../db/db.ts';
import { membershipsOf, removeMembership, requireList, setMembership } from '../../lists/lists.ts';
import { JsonText } from '../http/json-text.ts';
import { takeFields } from './fields.ts';
import { fromId, unknown } from './ids.ts';
import { doubleOptIn } from './lists.ts';
import { findMember, findMemberOf, type Member, newMember } from './members.report.ts';
import { statusesOf, tagNames, writeMembers } from './subscriber-text.ts';
import { attachTags, keepOnly } from './tags.ts';
import type { Fields, StatusWord } from './wire.ts';

/** A subscriber of this dialect is a membership. */
export function requireMember(db: ReadDb, wire: string): Member {
  const member = findMember(db, fromId('sub', wire));
  if (!member) throw unknown('sub');
  return member;
}

export const showMember = (db: ReadDb, member: Member): JsonText => new JsonText(writeMembers(db, [member])[0] ?? '');

function demandAddress(text: string): string {
  const address = emailKey(text);
  if (!address.ok) throw invalid('http.invalid', address.reason, { email: address.reason });
  if (address.key.endsWith('.invalid'))
    throw invalid('pulsemail.no-mx', 'No mail server answers for the domain of this address.', { email: 'has no mail server' });
  const [local = '', domain = ''] = splitAt(address.email);
  return `${local}@${domain.toLowerCase()}`;
}

const splitAt = (email: string) => [email.slice(0, email.lastIndexOf('@')), email.slice(email.lastIndexOf('@') + 1)];

type NewMember = { listId: string; email: string; source: string; fields: Fields; tags: readonly string[]; now: number };

/** Puts a person into a list; who is in it already is a conflict. */
export function addMember(db: WriteDb, { listId, source, now, ...facts }: NewMember): JsonText {
  const list = requireList(db, listId);
  const email = demandAddress(facts.email);
  const known = findContact(db, email);
  if (known && findMemberOf(db, { listId: list.id, contactId: known.id }))
    throw conflict('pulsemail.duplicate', `${email} is in this list already.`);
  const person = takeFields(db, { fields: facts.fields, now });
  const made = known ? null : createContact(db, { ...person, email, now });
  const contactId = known?.id ?? made?.id;
  if (known) {
    // What is known of a person is completed, never overwritten by what another list says.
    const fields = Object.fromEntries(Object.entries(person.fields).filter(([, value]) => value !== ''));
    const fill = { email, key: known.emailKey, firstName: person.firstName ?? '', lastName: person.lastName ?? '', fields };
    mergeContacts(db, { people: [fill], existing: 'fill', now });
  }
  if (contactId === undefined) throw unknown('sub');
  setMembership(db, {
    listId: list.id,
    contactIds: [contactId],
    status: doubleOptIn(db, listId) ? 'pending' : 'subscribed',
    consent: { method: 'api', source, at: now },
    now,
  });
  attachTags(db, { contactId, tags: facts.tags, now });
  const member = made ? newMember(db, { person: made, list, contactId }) : findMemberOf(db, { listId: list.id, contactId });
  if (!member) throw unknown('sub');
  return showMember(db, member);
}

type Change = {
  fields?: Fields | undefined;
  tags?: readonly string[] | undefined;
  status?: StatusWord | undefined;
  consent_source?: string | undefined;
};

/** Changes what is given. Fields and tags are the person's; the status is this membership's. */
export function changeMember(db: WriteDb, { id, change, now }: { id: string; change: Change; now: number }): JsonText {
  const member = requireMember(db, id);
  const { contactId } = member;
  if (change.fields) changeContact(db, { id: member.contactPublicId, ...takeFields(db, { fields: change.fields, now }), now });
  if (change.tags) {
    keepOnly(db, { contactId, has: tagNames(db, member.tagIds), tags: change.tags });
    attachTags(db, { contactId, tags: change.tags, now });
  }
  if (change.status) setStatus(db, { member, status: change.status, source: change.consent_source, now });
  return showMember(db, requireMember(db, id));
}

/** A program may subscribe again who left this list, with their consent. Who is suppressed only a person here can mail again. */
export function setStatus(
  db: WriteDb,
  { member, status, source, now }: { member: Member; status: StatusWord; source?: string | undefined; now: number },
): void {
  if (statusesOf(db, [member])[0] === status) return;
  if (status === 'bounced') {
    suppress(db, { email: member.email, reason: 'bounced', evidence: 'Set by a program', now });
    return;
  }
  const wantsMail = status === 'subscribed' || status === 'pending';
  if (wantsMail && suppressionOf(db, member.email))
    throw invalid('pulsemail.suppressed', 'This address is suppressed; only a person in the app can lift that.', {
      status: 'the address is suppressed',
    });
  if (wantsMail && member.status === 'unsubscribed' && !source)
    throw invalid('pulsemail.no-consent', 'Who unsubscribed is subscribed again with consent_source only.', {
      consent_source: 'is required',
    });
  setMembership(db, {
    listId: requireList(db, member.listId).id,
    contactIds: [member.contactId],
    status,
    consent: { method: 'api', source: source ?? member.consentSource, at: source ? now : member.consentAt },
    force: wantsMail,
    now,
  });
}

/** Takes a person out of a list, and out of the workspace with the last one. Their suppression stays either way. */
export function removeMember(db: WriteDb, { id, now }: { id: string; now: number }): Member {
  const member = requireMember(db, id);
  if (membershipsOf(db, member.contactId).length === 1) removeContacts(db, { ids: [member.contactPublicId], now });
  else removeMembership(db, { listId: requireList(db, member.listId).id, contactIds: [member.contactId] });
  return member;
}
