import type { Condition } from '#shared/content/conditions.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';
import { segmentSql } from '../segments/segments.ts';

type Asked = { condition: Condition; now: number };

/** The ids of those who fulfil a condition. */
export const peopleQuery = (db: ReadDb, { condition, now }: Asked): Sql =>
  sql`/* conditions.people */ SELECT id FROM (${segmentSql(db, { rule: condition.rule, now })})`;

/** Whether one contact does, as `is`. */
export const personQuery = (db: ReadDb, { condition, now, contactId }: Asked & { contactId: number }): Sql =>
  sql`/* conditions.person */
    SELECT EXISTS (SELECT 1 FROM (${segmentSql(db, { rule: condition.rule, now })}) WHERE id = ${contactId}) AS "is"`;
