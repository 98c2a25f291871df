import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** What is kept for those who look again; whoever is further behind reads everything anew. */
const KEPT = 120_000;
const AT_ONCE = 10_000;

/** By a look at both ends of them. */
export const hasOldChanges = (db: ReadDb): boolean =>
  (db.value<number>(
    sql`/* finding.old-changes */ SELECT max(
      (SELECT coalesce(max(seq), 0) FROM contact_changes) - (SELECT coalesce(min(seq), 0) FROM contact_changes),
      (SELECT coalesce(max(seq), 0) FROM set_changes) - (SELECT coalesce(min(seq), 0) FROM set_changes)) AS span`,
  ) ?? 0) >=
  KEPT + AT_ONCE;

/** Clears away a part of what is too old. Returns whether there is more. */
export function forgetOldChanges(db: WriteDb): boolean {
  const ofContacts = db.run(
    sql`/* finding.forget-changes */ DELETE FROM contact_changes WHERE seq IN (
      SELECT seq FROM contact_changes WHERE seq <= (SELECT max(seq) FROM contact_changes) - ${KEPT} ORDER BY seq LIMIT ${AT_ONCE})`,
  ).changes;
  const ofSets = db.run(
    sql`/* finding.forget-set-changes */ DELETE FROM set_changes WHERE seq IN (
      SELECT seq FROM set_changes WHERE seq <= (SELECT max(seq) FROM set_changes) - ${KEPT} ORDER BY seq LIMIT ${AT_ONCE})`,
  ).changes;
  return ofContacts === AT_ONCE || ofSets === AT_ONCE;
}
