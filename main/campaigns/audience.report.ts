import type { z } from 'zod';
import type { Audience, audienceCount } from '#shared/rpc/campaigns.ts';
import { type ReadDb, type Sql, sql, sqlJoin, sqlList } from '../db/db.ts';

export type AudienceCount = z.infer<typeof audienceCount>;

type Fate = 'recipient' | keyof AudienceCount['skipped'];

/**
 * Who an audience means and what becomes of each: one row per person, `(id, fate)`.
 *
 * - Of the chosen lists everybody is meant; who is subscribed to at least one of them receives the campaign.
 * - By tag and by "everyone" those are meant who are in none of the chosen lists: a person who left a chosen list is
 *   not reached through a tag instead. Who is subscribed to any list at all receives it, and so does who is in no
 *   list; who is only pending, or has left every list, does not.
 * - Members of an excluded list are out, whatever their status there.
 * - Suppression comes last, so that the suppressed are exactly those who would have received the campaign otherwise.
 */
function fates(audience: Audience): Sql {
  return sql`
    suppressed AS MATERIALIZED (SELECT c.id FROM suppressions s JOIN contacts c ON c.email_key = s.email_key),
    excluded AS MATERIALIZED (SELECT contact_id AS id FROM memberships WHERE list_id IN ${listKeys(audience.excludedListIds)}),
    meant AS (${meant(audience)}),
    fates AS (SELECT id, CASE
      WHEN id IN (SELECT id FROM excluded) THEN 'excluded'
      WHEN standing = 0 THEN 'unsubscribed'
      WHEN standing = 1 THEN 'pending'
      WHEN id IN (SELECT id FROM suppressed) THEN 'suppressed'
      ELSE 'recipient' END AS fate
      FROM meant)`;
}

const listKeys = (ids: readonly string[]): Sql => sql`(SELECT id FROM lists WHERE public_id IN ${sqlList(ids)})`;
const standing = sql`max(CASE m.status WHEN 'subscribed' THEN 2 WHEN 'pending' THEN 1 ELSE 0 END)`;
const overall = sql`coalesce((SELECT ${standing} FROM memberships m WHERE m.contact_id = c.id), 2)`;

function meant({ everyone, listIds, tagIds }: Audience): Sql {
  if (everyone) return sql`SELECT c.id, ${overall} AS standing FROM contacts c`;
  const parts: Sql[] = [];
  if (listIds.length === 1) {
    // A contact is in one list once, so nothing has to be grouped: the index alone answers.
    parts.push(sql`SELECT m.contact_id AS id, CASE m.status WHEN 'subscribed' THEN 2 WHEN 'pending' THEN 1 ELSE 0 END AS standing
      FROM memberships m WHERE m.list_id = ${listKeys(listIds)}`);
  } else if (listIds.length > 1) {
    parts.push(sql`SELECT m.contact_id AS id, ${standing} AS standing FROM memberships m
      WHERE m.list_id IN ${listKeys(listIds)} GROUP BY m.contact_id`);
  }
  if (tagIds.length > 0) {
    parts.push(sql`SELECT c.id, ${overall} AS standing FROM contacts c
      WHERE c.id IN (SELECT contact_id FROM contact_tags WHERE tag_id IN (SELECT id FROM tags WHERE public_id IN ${sqlList(tagIds)}))
        AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.contact_id = c.id AND m.list_id IN ${listKeys(listIds)})`);
  }
  return parts.length > 0 ? sqlJoin(parts, ' UNION ALL ') : sql`SELECT id, 2 AS standing FROM contacts WHERE 0`;
}

/** Who receives a campaign and who is left out and why; the numbers do not overlap. */
export function countAudience(db: ReadDb, audience: Audience): AudienceCount {
  // Grouped, not summed up under five conditions: SQLite would work out the fate of each person five times.
  const rows = db.all<{ fate: Fate; count: number }>(
    sql`/* campaigns.countAudience */ WITH ${fates(audience)} SELECT fate, count(*) AS count FROM fates GROUP BY fate`,
  );
  const of = (fate: Fate): number => rows.find((row) => row.fate === fate)?.count ?? 0;
  return {
    recipients: of('recipient'),
    skipped: {
      suppressed: of('suppressed'),
      unsubscribed: of('unsubscribed'),
      pending: of('pending'),
      excluded: of('excluded'),
    },
  };
}

/**
 * The rows that a launch puts into the ledger: the recipients, and as skipped those whose address is suppressed, so
 * that the report can say who was left out at the last step.
 */
export const ledgerRows = (audience: Audience): Sql =>
  sql`WITH ${fates(audience)}
    SELECT c.id AS contact_id, c.email, c.email_key, iif(f.fate = 'recipient', 'pending', 'skipped') AS status,
      iif(f.fate = 'recipient', '', 'suppressed') AS reason
    FROM fates f JOIN contacts c ON c.id = f.id WHERE f.fate IN ('recipient', 'suppressed') ORDER BY c.id`;

/** The contacts who receive a campaign, each once, as `(id)`. */
export const selectRecipients = (audience: Audience): Sql =>
  sql`WITH ${fates(audience)} SELECT id FROM fates WHERE fate = 'recipient'`;
