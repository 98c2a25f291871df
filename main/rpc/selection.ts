import type { z } from 'zod';
import type { chosenContacts } from '#shared/rpc/bulk.ts';
import type { ContactFilter } from '#shared/rpc/contacts.ts';
import { everybody, type Rule } from '#shared/schema/rule.ts';
import { systemClock } from '../base/clock.ts';
import { reportPeople } from '../campaigns/campaigns.ts';
import { type ContactSelection, requireTag, selectedBut, tickedIds } from '../contacts/contacts.ts';
import type { ReadDb, Sql } from '../db/db.ts';
import { requireList } from '../lists/lists.ts';
import { inSegment, membersOf, segmentSql } from '../segments/segments.ts';

const MINUTE = 60_000;

/** The filter of a screen with inner ids in place of public ones. */
export const selectionOf = (db: ReadDb, filter: ContactFilter): ContactSelection => ({
  search: filter.search,
  listId: filter.listId === undefined ? undefined : requireList(db, filter.listId).id,
  status: filter.status,
  tagId: filter.tagId === undefined ? undefined : requireTag(db, filter.tagId),
  ...among(db, filter),
});

/** Who is in a segment, fulfils a rule and stands behind a number of a report, as far as these are asked for. */
function among(db: ReadDb, { segmentId, rule, report }: ContactFilter): Pick<ContactSelection, 'among' | 'who'> {
  const among = report && reportPeople(db, report);
  if (segmentId === undefined && rule === undefined) return { among };
  const rules: Rule[] = [...(segmentId === undefined ? [] : [inSegment(segmentId)]), ...(rule ? [rule] : [])];
  const now = systemClock();
  // By the minute, so that what was found for a condition a moment ago still holds for it.
  const asked = { rule: { ...everybody, rules }, now: now - (now % MINUTE), among };
  return { among: segmentSql(db, asked), who: membersOf(db, asked) };
}

/** A SELECT of the inner ids of those who were ticked, or of all that match but some. */
export const chosenIds = (db: ReadDb, who: z.output<typeof chosenContacts>): Sql =>
  'ids' in who ? tickedIds(who.ids) : selectedBut(selectionOf(db, who.filter), who.without);
