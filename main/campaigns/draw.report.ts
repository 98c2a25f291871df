import type { Audience } from '#shared/rpc/campaigns.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';
import { selectReached } from './audience.report.ts';

/** Above this, who receives a campaign is read off the main thread. */
const MANY = 5_000;

/** Whether there are so many contacts that reading through an audience may take long. Ids only grow, so it is quickly told. */
export const isLarge = (db: ReadDb): boolean =>
  (db.value<number | null>(sql`/* draw.mostContacts */ SELECT max(id) FROM contacts`) ?? 0) > MANY;

/** The people of an audience, each with their fate as kind and what a field of theirs says as value. */
export const reached = ({ audience, field }: { audience: Audience; field: string | null }): Sql => sql`/* draw.reached */
  SELECT r.id, r.fate AS kind, ${field === null ? sql`NULL` : saidIn(field)} AS value FROM (${selectReached(audience)}) AS r`;

const saidIn = (field: string): Sql =>
  sql`(SELECT CAST(json_extract(c.fields, ${`$.${JSON.stringify(field)}`}) AS TEXT) FROM contacts c WHERE c.id = r.id)`;
