import { domainSuppressionsFor } from '../../contacts/contacts.ts';
import { kept, type ReadDb } from '../../db/db.ts';
import { writeFields } from './fields.ts';
import { toId } from './ids.ts';
import { iso } from './iso.ts';
import { allTags, type ListedMember } from './members.report.ts';
import { slugOf } from './tags.ts';
import type { StatusWord } from './wire.ts';

/**
 * What members are on the wire. An address that is suppressed receives nothing, so that shows before what the membership
 * says.
 */
export function statusesOf(db: ReadDb, members: readonly ListedMember[]): StatusWord[] {
  const open = members.filter(({ suppressedAs }) => suppressedAs === null).map(({ emailKey }) => emailKey);
  const byDomain = domainSuppressionsFor(db, open);
  return members.map(({ suppressedAs, emailKey, status }) => {
    const reason = suppressedAs ?? byDomain.get(emailKey)?.reason;
    return reason === 'bounced' ? 'bounced' : reason ? 'unsubscribed' : status;
  });
}

/**
 * Members in the shape `Subscriber`, each as JSON. By hand: a page of them is what programs ask for most, and to make
 * objects of rows and JSON of objects takes longer than the question to the database.
 */
export function writeMembers(db: ReadDb, members: readonly ListedMember[]): string[] {
  const statuses = statusesOf(db, members);
  const fieldsOf = writeFields(db);
  const tagsOf = writeTags(db);
  return members.map(
    (member, at) =>
      `{"id":"${toId('sub', member.id)}","list_id":"${toId('lst', member.listId)}","email":${JSON.stringify(member.email)},` +
      `"status":"${statuses[at]}","fields":${fieldsOf(member)},"tags":${tagsOf(member.tagIds)},` +
      `"consent_at":${moment(member.consentAt)},"consent_source":${JSON.stringify(member.consentSource)},` +
      `"last_open_at":${moment(member.lastOpenAt)},"last_click_at":${moment(member.lastClickAt)},` +
      `"created_at":${moment(member.createdAt)},"updated_at":${moment(member.updatedAt)},` +
      `"unsubscribed_at":${moment(member.unsubscribedAt)}}`,
  );
}

const moment = (at: number | null): string => (at === null ? 'null' : `"${iso(at)}"`);

/** Few combinations of tags are many people's. */
function writeTags(db: ReadDb): (ids: string | null) => string {
  const written = kept(db, { name: 'pulsemail tags written', of: ['tags'] }, () => new Map<string, string>());
  return (ids) => {
    if (ids === null) return '[]';
    const known = written.get(ids);
    if (known !== undefined) return known;
    const text = JSON.stringify(tagNames(db, ids).map(slugOf));
    if (written.size < 1000) written.set(ids, text);
    return text;
  };
}

/** In the order of the alphabet. */
export function tagNames(db: ReadDb, ids: string | null): string[] {
  const wanted = new Set((ids ?? '').split(','));
  return allTags(db)
    .filter(({ inner }) => wanted.has(String(inner)))
    .map(({ name }) => name)
    .sort();
}
