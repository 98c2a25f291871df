import type { ContactRow } from '#shared/rpc/contacts.ts';
import { type MembershipStatus, membershipStatus } from '#shared/schema/words.ts';
import { type ReadDb, type Sql, sql, sqlJoin, sqlList } from '../../db/db.ts';
import type { PeopleSet } from '../finding/people-set.ts';
import { fold } from '../fold.ts';
import { countContacts, parseFields } from '../people/contacts.store.ts';
import { suppressionsFor } from '../suppressions/suppressions.ts';

/** Which contacts a table shows; each given condition must hold. */
export type ContactSelection = {
  search?: string;
  listId?: number | undefined;
  status?: MembershipStatus | undefined;
  tagId?: number | undefined;
  /** A SELECT of contact ids, such as the people behind a number of a report. */
  among?: Sql | undefined;
  /** The people of `among` as a set, for who asks it in memory in place of the statement. */
  who?: PeopleSet | undefined;
};
type ContactSort = 'created' | 'email' | 'name';

type Page = { selection: ContactSelection; sort: ContactSort; offset: number; limit: number };

/** Up to so many people are found first and put in order then; more are read in order, which ends with the window. */
const FEW = 2000;

/**
 * A window into the contacts. Ids come first, from indexes alone where nothing has to be looked into; rows are read for
 * the window only. The second half is counted from the end, so that the last row of a long table is as near as the first.
 */
export function pageContacts(db: ReadDb, { selection, sort, offset, limit }: Page): { rows: ContactRow[]; total: number } {
  const few = idsOfFew(db, selection);
  const total = few?.length ?? count(db, selection);
  const size = Math.min(limit, total - offset);
  if (size <= 0) return { rows: [], total };
  const fromEnd = total - offset - size;
  const backwards = fromEnd < offset;
  const from = few
    ? sql`SELECT id FROM contacts WHERE id IN (SELECT value FROM json_each(${JSON.stringify(few)}))`
    : source(selection, sort);
  const ids = db
    .all<{ id: number }>(
      sql`/* contacts.page */ ${from} ${orders[sort][backwards ? 'backwards' : 'forwards']}
        LIMIT ${size} OFFSET ${backwards ? fromEnd : offset}`,
    )
    .map((row) => row.id);
  if (backwards) ids.reverse();
  return { rows: rowsOf(db, ids), total };
}

/** Everybody that a search or a filter finds, in no order, by one look at each contact; null where they are many. */
function idsOfFew(db: ReadDb, selection: ContactSelection): number[] | null {
  if (!selection.search && selection.tagId === undefined && !selection.among) return null;
  const found = db.all<{ id: number }>(sql`/* contacts.few */ SELECT id FROM contacts c ${where(selection)} LIMIT ${FEW + 1}`);
  return found.length > FEW ? null : found.map((row) => row.id);
}

/** The public ids of all who are selected, however many. */
export function selectedContacts(db: ReadDb, selection: ContactSelection): string[] {
  const selected = sql`/* contacts.selected */ SELECT public_id AS id FROM contacts WHERE id IN (${source(selection, 'created')})`;
  return db.all<{ id: string }>(selected).map(({ id }) => id);
}

/** A SELECT of the inner ids of all who are selected, in their order. */
export const selectedIds = (selection: ContactSelection): Sql =>
  sql`SELECT id FROM contacts WHERE id IN (${source(selection, 'created')}) ORDER BY id`;

const orders: Record<ContactSort, Record<'forwards' | 'backwards', Sql>> = {
  created: { forwards: sql`ORDER BY id DESC`, backwards: sql`ORDER BY id ASC` },
  email: { forwards: sql`ORDER BY email_key ASC`, backwards: sql`ORDER BY email_key DESC` },
  name: { forwards: sql`ORDER BY name_key ASC, id ASC`, backwards: sql`ORDER BY name_key DESC, id DESC` },
};

const statuses = membershipStatus.options;

/** The ids of the selected contacts. Of a list in order of joining the index of its memberships is enough. */
function source(selection: ContactSelection, sort: ContactSort): Sql {
  const { listId, status } = selection;
  const only = (Object.keys(selection) as (keyof ContactSelection)[]).filter(
    (key) => selection[key] !== undefined && selection[key] !== '',
  );
  const listAlone = listId !== undefined && only.every((key) => key === 'listId' || key === 'status');
  if (sort === 'created' && listAlone) {
    // One branch for each status: each is in order already, and SQLite merges them without sorting.
    return sqlJoin(
      (status ? [status] : statuses).map(
        (word) => sql`SELECT contact_id AS id FROM memberships WHERE list_id = ${listId} AND status = ${word}`,
      ),
      ' UNION ALL ',
    );
  }
  return sql`SELECT id FROM contacts c ${where(selection)}`;
}

/** What is searched for: each of them is part of the address or of a name. */
export const wordsOf = ({ search = '' }: ContactSelection): string[] => search.split(/[\s\0]+/).filter((word) => word !== '');

/** The people of each condition but the search: SELECTs of `id`, and what has to change for them to be others. */
export function sourcesOf({ listId, status, tagId, among }: ContactSelection): { select: Sql; about: 'people' | 'anything' }[] {
  const sources: { select: Sql; about: 'people' | 'anything' }[] = [];
  if (listId !== undefined || status !== undefined) {
    const list = listId === undefined ? sql`list_id IN (SELECT id FROM lists)` : sql`list_id = ${listId}`;
    const words = sqlList(status ? [status] : statuses);
    sources.push({ select: sql`SELECT contact_id AS id FROM memberships WHERE ${list} AND status IN ${words}`, about: 'people' });
  }
  if (tagId !== undefined)
    sources.push({ select: sql`SELECT contact_id AS id FROM contact_tags WHERE tag_id = ${tagId}`, about: 'people' });
  if (among) sources.push({ select: sql`WITH found (id) AS (${among}) SELECT id FROM found`, about: 'anything' });
  return sources;
}

function where(selection: ContactSelection): Sql {
  const { listId, status, tagId, among } = selection;
  const rules: Sql[] = wordsOf(selection).map(wordRule);
  if (listId !== undefined || status !== undefined) {
    const of = [sql`m.contact_id = c.id`];
    if (listId !== undefined) of.push(sql`m.list_id = ${listId}`);
    if (status !== undefined) of.push(sql`m.status = ${status}`);
    rules.push(sql`EXISTS (SELECT 1 FROM memberships m WHERE ${sqlJoin(of, ' AND ')})`);
  }
  if (tagId !== undefined)
    rules.push(sql`EXISTS (SELECT 1 FROM contact_tags ct WHERE ct.contact_id = c.id AND ct.tag_id = ${tagId})`);
  if (among) rules.push(sql`id IN (${among})`);
  return rules.length === 0 ? sql`` : sql`WHERE ${sqlJoin(rules, ' AND ')}`;
}

/** Each word is part of the address or of a name; a domain in its own script is found as it is read, too. */
function wordRule(word: string): Sql {
  const folded = fold(word);
  return sql`(instr(email_key, ${folded}) OR instr(name_key, ${folded}) OR instr(fold(email), ${folded}))`;
}

function count(db: ReadDb, selection: ContactSelection): number {
  const rules = where(selection);
  if (rules.text === '') return countContacts(db);
  return db.value<number>(sql`/* contacts.count-page */ SELECT count(*) AS count FROM (${source(selection, 'created')})`) ?? 0;
}

type Row = Omit<ContactRow, 'lists' | 'tags' | 'suppressed' | 'fields'> & {
  inner: number;
  emailKey: string;
  fields: string;
};

/** What a row of the table shows, in the order of the ids. */
export function rowsOf(db: ReadDb, ids: readonly number[]): ContactRow[] {
  const rows = db.all<Row>(
    sql`/* contacts.rows */ SELECT c.id AS inner, c.public_id AS id, c.email, c.first_name AS firstName, c.last_name AS lastName,
        c.email_key AS emailKey, c.fields, c.created_at AS createdAt, c.updated_at AS updatedAt,
        (SELECT last_at FROM tallies t WHERE t.name = 'opened' AND t.contact_id = c.id) AS openedAt,
        (SELECT last_at FROM tallies t WHERE t.name = 'clicked' AND t.contact_id = c.id) AS clickedAt
      FROM contacts c WHERE c.id IN ${sqlList(ids)}`,
  );
  const suppressions = suppressionsFor(
    db,
    rows.map((row) => row.emailKey),
  );
  const memberships = db.all<{ contactId: number; id: string; name: string; status: string }>(
    sql`/* contacts.row-lists */ SELECT m.contact_id AS contactId, l.public_id AS id, l.name, m.status
      FROM memberships m JOIN lists l ON l.id = m.list_id WHERE m.contact_id IN ${sqlList(ids)} ORDER BY l.name COLLATE NOCASE`,
  );
  const tags = db.all<{ contactId: number; name: string }>(
    sql`/* contacts.row-tags */ SELECT ct.contact_id AS contactId, t.name
      FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.contact_id IN ${sqlList(ids)} ORDER BY t.name COLLATE NOCASE`,
  );
  const listsOf = Map.groupBy(memberships, (row) => row.contactId);
  const tagsOf = Map.groupBy(tags, (row) => row.contactId);
  const byId = new Map(rows.map((row) => [row.inner, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { inner, emailKey, fields, ...facts } = row;
    const lists = (listsOf.get(inner) ?? []).map(({ id, name, status }) => ({
      id,
      name,
      status: membershipStatus.parse(status),
    }));
    const tagNames = (tagsOf.get(inner) ?? []).map((tag) => tag.name);
    return [
      {
        ...facts,
        fields: parseFields(fields),
        lists,
        tags: tagNames,
        suppressed: suppressions.get(emailKey)?.reason ?? null,
      },
    ];
  });
}
