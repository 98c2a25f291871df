import type { Match } from '#shared/rpc/segments.ts';
import { type ReadDb, sql } from '../db/db.ts';

/** Names of what happened, besides what messages bring about: one look into the index for each name. */
export const namesOfEvents = (db: ReadDb): string[] =>
  db
    .all<{ name: string }>(
      sql`/* segments.event-names */ WITH RECURSIVE names(name) AS (
          SELECT min(name) FROM tallies UNION ALL
          SELECT (SELECT min(t.name) FROM tallies t WHERE t.name > names.name) FROM names WHERE names.name IS NOT NULL)
        SELECT name FROM names WHERE name IS NOT NULL AND name NOT IN ('opened', 'clicked', 'accepted') LIMIT 500`,
    )
    .map(({ name }) => name);

/** Where the links of a campaign led. */
export const linksOf = (db: ReadDb, campaignId: string): string[] =>
  db
    .all<{ url: string }>(
      sql`/* segments.links */ SELECT DISTINCT l.url FROM links l JOIN sends s ON s.id = l.send_id
        JOIN campaigns c ON c.id = s.campaign_id WHERE c.public_id = ${campaignId} ORDER BY l.url`,
    )
    .map(({ url }) => url);

/** Who these are, in the order of their ids. */
export const matches = (db: ReadDb, ids: readonly number[]): Match[] => {
  const found = db.all<Match & { inner: number }>(
    sql`/* segments.matches */ SELECT c.id AS inner, c.public_id AS id, c.email, c.first_name AS firstName, c.last_name AS lastName
      FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN contacts c ON c.id = j.value ORDER BY j.key`,
  );
  return found.map(({ inner: _, ...match }) => match);
};
