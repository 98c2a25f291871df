import type { LeafOf } from '#shared/schema/rule.ts';
import { fold } from '../base/fold.ts';
import { requireTag } from '../contacts/contacts.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';
import { requireList } from '../lists/lists.ts';
import { type Calendar, isPresence, momentsOf } from './days.ts';
import { type Members, some, unless } from './sets.report.ts';
import { both } from './tests.report.ts';

type Context = Calendar & { db: ReadDb };

/** Who has a tag. */
export function byTag({ db }: Context, { tagId, has }: LeafOf<'tag'>): Members {
  const tag = requireTag(db, tagId);
  return unless(has, some(sql`SELECT contact_id AS id FROM contact_tags WHERE tag_id = ${tag}`, { of: 'tag', tag }));
}

/** Who is in a list, stands there so, and agreed in such a way: all of it of one and the same membership. */
export function byList(context: Context, { listId, in: within, status, method, source, agreed }: LeafOf<'list'>): Members {
  const conditions: Sql[] = [];
  const list = listId === null ? null : requireList(context.db, listId).id;
  if (list !== null) conditions.push(sql`list_id = ${list}`);
  if (status !== null) conditions.push(sql`status = ${status}`);
  if (method !== null) conditions.push(sql`consent_method = ${method}`);
  if (source !== '') conditions.push(sql`instr(fold(consent_source), ${fold(source)}) > 0`);
  if (agreed && isPresence(agreed))
    conditions.push(agreed.op === 'filled' ? sql`consent_at IS NOT NULL` : sql`consent_at IS NULL`);
  else if (agreed) {
    const { from, before } = momentsOf(agreed, context);
    const when = sql`(consent_at >= ${from} AND consent_at < ${before})`;
    conditions.push(agreed.op === 'not-last' ? sql`coalesce(NOT ${when}, 1)` : when);
  }
  const where = conditions.length > 0 ? sql` WHERE ${both(conditions)}` : sql``;
  // Of one list each person has one membership, so nothing has to be made distinct.
  const each = list === null ? sql`SELECT DISTINCT` : sql`SELECT`;
  const plain = list !== null && method === null && source === '' && agreed === null;
  return unless(
    within,
    some(sql`${each} contact_id AS id FROM memberships${where}`, plain ? { of: 'list', list, status } : null),
  );
}

/** Who was picked by hand. */
export const byHand = (segment: number): Members =>
  some(sql`SELECT contact_id AS id FROM segment_members WHERE segment_id = ${segment}`);
