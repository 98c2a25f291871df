import type { ReadDb, Sql } from '../../db/db.ts';
import { segmentSql } from '../../segments/segments.ts';
import { membersAmong } from './members.report.ts';

/** The memberships of the people of a segment, a page of them, in the order of the people. */
export function contactsOf(
  db: ReadDb,
  asked: { segmentId: string; listId: string | null; after: readonly [number, number]; limit: number; now: number },
): Sql {
  const { segmentId, now, ...page } = asked;
  const people = segmentSql(db, { rule: { kind: 'segment', segmentId, in: true }, now });
  return membersAmong({ ...page, people });
}
