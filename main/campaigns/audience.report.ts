import type { z } from 'zod';
import type { audienceCount } from '#shared/rpc/campaigns.ts';
import { suppressedContacts } from '../contacts/contacts.ts';
import { type ReadDb, type Sql, sql, sqlJoin, sqlList } from '../db/db.ts';
import { type Meant, withSegments } from './audience-segments.ts';
import { mailedEnough } from './frequency.report.ts';

export type AudienceCount = z.infer<typeof audienceCount>;

type Fate = 'recipient' | keyof AudienceCount['skipped'];

/**
 * Who an audience means and what becomes of each: one row per person, `(id, fate)`.
 *
 * - Of the chosen lists everybody is meant; who is subscribed to at least one of them receives the campaign.
 * - By tag, by segment and by "everyone" those are meant who are in none of the chosen lists: a person who left a chosen
 *   list is not reached through a tag instead. Who is subscribed to any list at all receives it, and so does who is in no
 *   list; who is only pending, or has left every list, does not.
 * - Members of an excluded list are out, whatever their status there, and so is who is in an excluded segment.
 * - Suppression comes after that, so that the suppressed are exactly those who would have received the campaign otherwise;
 *   and last who was mailed as often lately as the frequency cap allows.
 */
function fates(audience: Meant): Sql {
  return sql`
    suppressed AS MATERIALIZED (${suppressedContacts}),
    recent AS MATERIALIZED (${audience.limit ? mailedEnough(audience.limit) : sql`SELECT id FROM contacts WHERE 0`}),
    excluded AS MATERIALIZED (SELECT contact_id AS id FROM memberships WHERE list_id IN ${listKeys(audience.excludedListIds)}
      ${segmentPart(audience, 'without')}),
    meant AS (${meant(audience)}),
    fates AS (SELECT id, CASE
      WHEN id IN (SELECT id FROM excluded) THEN 'excluded'
      WHEN standing = 0 THEN 'unsubscribed'
      WHEN standing = 1 THEN 'pending'
      WHEN id IN (SELECT id FROM suppressed) THEN 'suppressed'
      WHEN id IN (SELECT id FROM recent) THEN 'recent'
      ELSE 'recipient' END AS fate
      FROM meant)`;
}

const listKeys = (ids: readonly string[]): Sql => sql`(SELECT id FROM lists WHERE public_id IN ${sqlList(ids)})`;
const standing = sql`max(CASE m.status WHEN 'subscribed' THEN 2 WHEN 'pending' THEN 1 ELSE 0 END)`;
const overall = sql`coalesce((SELECT ${standing} FROM memberships m WHERE m.contact_id = c.id), 2)`;

/** The people of the chosen or of the excluded segments, as a further part of a compound. */
function segmentPart({ segmentIds, excludedSegmentIds, segments }: Meant, which: 'among' | 'without'): Sql {
  if (!segments && segmentIds.length + excludedSegmentIds.length > 0)
    throw new Error('The segments of an audience were not looked up.');
  const people = segments?.[which];
  return people ? sql`UNION SELECT id FROM (${people})` : sql``;
}

function meant(audience: Meant): Sql {
  const { everyone, listIds, tagIds, segmentIds } = audience;
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
  if (tagIds.length + segmentIds.length > 0) {
    parts.push(sql`SELECT c.id, ${overall} AS standing FROM contacts c
      WHERE c.id IN (SELECT contact_id FROM contact_tags WHERE tag_id IN (SELECT id FROM tags WHERE public_id IN ${sqlList(tagIds)})
          ${segmentPart(audience, 'among')})
        AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.contact_id = c.id AND m.list_id IN ${listKeys(listIds)})`);
  }
  return parts.length > 0 ? sqlJoin(parts, ' UNION ALL ') : sql`SELECT id, 2 AS standing FROM contacts WHERE 0`;
}

export type FateCount = { fate: Fate; count: number };

/** Grouped, not summed up under five conditions: SQLite would work out the fate of each person five times. */
export const countQuery = (audience: Meant): Sql =>
  sql`/* campaigns.countAudience */ WITH ${fates(audience)} SELECT fate, count(*) AS count FROM fates GROUP BY fate`;

/** Who receives a campaign and who is left out and why; the numbers do not overlap. */
export const countAudience = (db: ReadDb, audience: Meant): AudienceCount =>
  audienceCountFrom(db.all(countQuery(withSegments(db, audience))));

export function audienceCountFrom(rows: readonly FateCount[]): AudienceCount {
  const of = (fate: Fate): number => rows.find((row) => row.fate === fate)?.count ?? 0;
  return {
    recipients: of('recipient'),
    skipped: {
      suppressed: of('suppressed'),
      unsubscribed: of('unsubscribed'),
      pending: of('pending'),
      excluded: of('excluded'),
      ...(of('recent') > 0 ? { recent: of('recent') } : {}),
    },
  };
}

/**
 * Whom a launch puts into the ledger, as `(id, fate)`: the recipients, and those whose address is suppressed or who were
 * mailed lately, who do not go, so that the report can say who was left out at the last step.
 */
export const selectReached = (audience: Meant): Sql =>
  sql`WITH ${fates(audience)} SELECT id, fate FROM fates WHERE fate IN ('recipient', 'suppressed', 'recent')`;

/** The contacts who receive a campaign, each once, as `(id)`. */
export const selectRecipients = (audience: Meant): Sql =>
  sql`WITH ${fates(audience)} SELECT id FROM fates WHERE fate = 'recipient'`;
