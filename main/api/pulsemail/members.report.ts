import type { FieldValues } from '#shared/schema/shapes.ts';
import type { MembershipStatus, SuppressionReason } from '#shared/schema/words.ts';
import { kept, type ReadDb, type Sql, sql, sqlJoin, sqlNumber } from '../../db/db.ts';

/** One membership with its person and what they did, as far as the wire says it. */
export type ListedMember = {
  id: string;
  contactId: number;
  listId: string;
  email: string;
  emailKey: string;
  firstName: string;
  lastName: string;
  /** The JSON as it is stored, by keys of fields. */
  fields: string;
  status: MembershipStatus;
  /** Inner ids with commas between them; null of none. */
  tagIds: string | null;
  /** Why this very address is suppressed; its domain may be all the same. */
  suppressedAs: SuppressionReason | null;
  consentAt: number | null;
  consentSource: string;
  unsubscribedAt: number | null;
  createdAt: number;
  updatedAt: number;
  lastOpenAt: number | null;
  lastClickAt: number | null;
};
export type Member = ListedMember & { membershipId: number; contactPublicId: string };

const last = (name: string): Sql => sql`(SELECT t.last_at FROM tallies t WHERE t.name = ${name} AND t.contact_id = m.contact_id)`;

const listed = sql`m.public_id AS id, m.contact_id AS contactId,
  c.email, c.email_key AS emailKey, c.first_name AS firstName, c.last_name AS lastName, c.fields, m.status,
  (SELECT group_concat(ct.tag_id) FROM contact_tags ct WHERE ct.contact_id = m.contact_id) AS tagIds,
  (SELECT s.reason FROM suppressions s WHERE s.email_key = c.email_key) AS suppressedAs,
  m.consent_at AS consentAt, m.consent_source AS consentSource, m.unsubscribed_at AS unsubscribedAt,
  m.created_at AS createdAt, max(m.updated_at, c.updated_at) AS updatedAt,
  ${last('opened')} AS lastOpenAt, ${last('clicked')} AS lastClickAt`;
const facts = sql`${listed}, l.public_id AS listId, m.id AS membershipId, c.public_id AS contactPublicId`;
const person = sql`JOIN contacts c ON c.id = m.contact_id`;
const personAndList = sql`${person} JOIN lists l ON l.id = m.list_id`;

export const findMember = (db: ReadDb, id: string): Member | null =>
  db.get<Member>(sql`/* pulsemail.member */ SELECT ${facts} FROM memberships m ${personAndList} WHERE m.public_id = ${id}`) ??
  null;

export const findMemberOf = (db: ReadDb, { listId, contactId }: Place): Member | null =>
  db.get<Member>(
    sql`/* pulsemail.member-of */ SELECT ${facts} FROM memberships m ${personAndList}
      WHERE m.contact_id = ${contactId} AND m.list_id = ${listId}`,
  ) ?? null;

type Place = { listId: number; contactId: number };
type Person = Pick<Member, 'email' | 'emailKey' | 'firstName' | 'lastName' | 'createdAt'> & {
  publicId: string;
  fields: FieldValues;
};

/**
 * Who was made a moment ago and so did nothing yet, in the list that they were put into. In three small statements: the one for
 * everybody looks into seven tables and is most of what it takes to add somebody.
 */
export function newMember(
  db: ReadDb,
  { person, list, contactId }: { person: Person; list: { id: number; publicId: string }; contactId: number },
): Member | null {
  const place = { listId: list.id, contactId };
  const membership = membershipAt(db, place);
  if (!membership) return null;
  const { publicId: contactPublicId, fields, ...facts } = person;
  const suppressedAs =
    db.value<SuppressionReason>(
      sql`/* pulsemail.suppressed-as */ SELECT reason FROM suppressions WHERE email_key = ${person.emailKey}`,
    ) ?? null;
  const tagIds =
    db.value<string>(
      sql`/* pulsemail.tags-of */ SELECT group_concat(tag_id) FROM contact_tags WHERE contact_id = ${contactId}`,
    ) ?? null;
  return {
    ...facts,
    ...membership,
    contactPublicId,
    contactId,
    listId: list.publicId,
    fields: JSON.stringify(fields),
    suppressedAs,
    tagIds,
    lastOpenAt: null,
    lastClickAt: null,
  };
}

type Membership = Pick<
  Member,
  'id' | 'membershipId' | 'status' | 'consentAt' | 'consentSource' | 'unsubscribedAt' | 'createdAt' | 'updatedAt'
>;

const membershipAt = (db: ReadDb, { listId, contactId }: Place): Membership | undefined =>
  db.get<Membership>(
    sql`/* pulsemail.membership-at */ SELECT public_id AS id, id AS membershipId, status, consent_at AS consentAt,
      consent_source AS consentSource, unsubscribed_at AS unsubscribedAt, created_at AS createdAt, updated_at AS updatedAt
      FROM memberships WHERE contact_id = ${contactId} AND list_id = ${listId}`,
  );

const WRITTEN: Record<MembershipStatus, Sql> = {
  subscribed: sql`'subscribed'`,
  pending: sql`'pending'`,
  unsubscribed: sql`'unsubscribed'`,
};

type Asked = {
  list: { id: number; publicId: string };
  after: number;
  limit: number;
  statuses: readonly MembershipStatus[];
  tagId?: number | null;
};

/**
 * The next members of a list in the order of their people, which neither who joins nor who leaves nor whose status
 * changes meanwhile can shift. Each status is a range of the index; together they are merged.
 */
export function nextMembers(db: ReadDb, { list, after, limit, statuses, tagId = null }: Asked): ListedMember[] {
  const listId = sqlNumber(list.id);
  const ranges = statuses.map(
    (status) => sql`SELECT id, contact_id FROM memberships
      WHERE list_id = ${listId} AND status = ${WRITTEN[status]} AND contact_id > ${after}`,
  );
  const keys =
    tagId === null
      ? sql`${sqlJoin(ranges, ' UNION ALL ')} ORDER BY contact_id LIMIT ${sqlNumber(limit)}`
      : sql`SELECT x.id, x.contact_id FROM contact_tags ct CROSS JOIN memberships x ON x.contact_id = ct.contact_id AND x.list_id = ${listId}
          WHERE ct.tag_id = ${sqlNumber(tagId)} AND ct.contact_id > ${after} ORDER BY ct.contact_id LIMIT ${sqlNumber(limit)}`;
  return db.all<ListedMember>(
    sql`/* pulsemail.members */ SELECT ${listed}, ${list.publicId} AS listId
      FROM (${keys}) k CROSS JOIN memberships m ON m.id = k.id ${person} ORDER BY k.contact_id`,
  );
}

/** Of people, as the given statement names them, the memberships in one list or in all; a page of them. */
export const membersAmong = ({
  people,
  listId,
  after,
  limit,
}: {
  people: Sql;
  listId: string | null;
  after: readonly [number, number];
  limit: number;
}): Sql => sql`/* pulsemail.members-among */ SELECT ${facts}
    FROM (${people}) p CROSS JOIN memberships m ON m.contact_id = p.id ${personAndList}
    WHERE (p.id > ${after[0]} OR (p.id = ${after[0]} AND m.id > ${after[1]})) ${listId === null ? sql`` : sql`AND l.public_id = ${listId}`}
    ORDER BY p.id, m.id LIMIT ${limit}`;

/** Counted up to `most`; null is without end. */
const upTo = (rows: Sql, most: number | null): Sql => (most === null ? rows : sql`${rows} LIMIT ${most}`);

/** Who of a list receives mail. */
export const activeQuery = (listId: number, most: number | null): Sql =>
  sql`/* pulsemail.active */ SELECT count(*) AS count FROM (${upTo(
    sql`SELECT contact_id FROM memberships WHERE list_id = ${listId} AND status = 'subscribed'`,
    most,
  )}) m JOIN contacts c ON c.id = m.contact_id WHERE NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.email_key = c.email_key)`;

export const membersQuery = ({
  listId,
  statuses,
  most,
}: {
  listId: number;
  statuses: readonly MembershipStatus[];
  most: number | null;
}): Sql =>
  sql`/* pulsemail.count-members */ SELECT count(*) AS count FROM (${upTo(
    sql`SELECT 1 FROM memberships WHERE list_id = ${listId} AND status IN (SELECT value FROM json_each(${JSON.stringify(statuses)}))`,
    most,
  )})`;

export type StoredList = {
  id: number;
  publicId: string;
  name: string;
  fromEmail: string | null;
  fromName: string | null;
  createdAt: number;
};

/** Oldest first. */
export const nextLists = (db: ReadDb, { after, limit, id }: { after: number; limit: number; id?: string }): StoredList[] =>
  db.all(
    sql`/* pulsemail.lists */ SELECT l.id, l.public_id AS publicId, l.name, b.from_email AS fromEmail, b.from_name AS fromName,
        l.created_at AS createdAt
      FROM lists l LEFT JOIN brands b ON b.id = l.brand_id
      WHERE l.id > ${after} ${id === undefined ? sql`` : sql`AND l.public_id = ${id}`} ORDER BY l.id LIMIT ${limit}`,
  );

export const countLists = (db: ReadDb): number =>
  db.value<number>(sql`/* pulsemail.count-lists */ SELECT count(*) FROM lists`) ?? 0;

export type StoredTag = { inner: number; id: string; name: string; color: string; createdAt: number };

export const allTags = (db: ReadDb): readonly StoredTag[] =>
  kept(db, { name: 'pulsemail tags', of: ['tags'] }, () =>
    db.all<StoredTag>(
      sql`/* pulsemail.tags */ SELECT id AS inner, public_id AS id, name, color, created_at AS createdAt FROM tags ORDER BY id`,
    ),
  );

export const taggedQuery = (tagId: number, most: number | null): Sql =>
  sql`/* pulsemail.tagged */ SELECT count(*) AS count FROM (${upTo(sql`SELECT 1 FROM contact_tags WHERE tag_id = ${tagId}`, most)})`;
