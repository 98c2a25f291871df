import type { Audience } from '#shared/rpc/campaigns.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';
import { selectReached } from './audience.report.ts';

/** Above this, who receives a campaign is read off the main thread. */
const MANY = 5_000;

/** Whether there are so many contacts that reading through an audience may take long. Ids only grow, so it is quickly told. */
export const isLarge = (db: ReadDb): boolean =>
  (db.value<number | null>(sql`/* draw.mostContacts */ SELECT max(id) FROM contacts`) ?? 0) > MANY;

/** The people of an audience, each with their fate as kind and what says when they get it as value. */
export const reached = ({ audience, value }: { audience: Audience; value: Sql | null }): Sql => sql`/* draw.reached */
  SELECT r.id, r.fate AS kind, ${value ?? sql`NULL`} AS value FROM (${selectReached(audience)}) AS r`;

/** What a field of theirs says. */
export const saidIn = (field: string): Sql =>
  sql`(SELECT CAST(json_extract(c.fields, ${`$.${JSON.stringify(field)}`}) AS TEXT) FROM contacts c WHERE c.id = r.id)`;

/** The hour of the week at which they opened and clicked most since then, in UTC; 0 is Monday at midnight. */
export const bestHourSince = (since: number): Sql =>
  sql`(SELECT CAST((e.at / 3600000 + 72) % 168 AS TEXT) FROM events e INDEXED BY events_by_contact
    WHERE e.contact_id = r.id AND e.at >= ${since} AND e.name IN ('opened', 'clicked')
    GROUP BY (e.at / 3600000 + 72) % 168 ORDER BY count(*) DESC, (e.at / 3600000 + 72) % 168 LIMIT 1)`;
