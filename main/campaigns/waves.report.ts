import type { Audience } from '#shared/rpc/campaigns.ts';
import type { Wave } from '#shared/schema/plan.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';
import { ledgerRows, selectRecipients } from './audience.report.ts';
import type { Drawn, ZoneValue } from './waves.ts';

/** There are some 400 zones and 250 countries; a field with more values than this says something else. */
const MOST_VALUES = 2_000;

/** What the recipients have in a field, the most frequent values first. */
export const zoneValues = (db: ReadDb, { audience, field }: { audience: Audience; field: string }): ZoneValue[] =>
  db.all(sql`/* waves.values */ SELECT value, count(*) AS recipients FROM (
      SELECT CAST(json_extract(c.fields, ${pathOf(field)}) AS TEXT) AS value FROM contacts c WHERE c.id IN (${selectRecipients(audience)}))
    WHERE value IS NOT NULL AND trim(value) <> '' GROUP BY value ORDER BY count(*) DESC, value LIMIT ${MOST_VALUES}`);

const pathOf = (field: string): string => `$.${JSON.stringify(field)}`;

/** As `ledgerRows`, each with the moment at which it is due; what is due already waits for nothing. */
export const timedLedgerRows = (
  audience: Audience,
  { drawn, field, now }: { drawn: Drawn; field: string | null; now: number },
): Sql => sql`
  WITH drawn AS MATERIALIZED (
    SELECT CAST(json_extract(value, '$[0]') AS TEXT) AS value, json_extract(value, '$[1]') AS at FROM json_each(${JSON.stringify(drawn.due)})),
  meant_rows AS MATERIALIZED (${ledgerRows(audience)}),
  timed AS (
    SELECT r.*, coalesce(d.at, ${drawn.otherwise}) AS at FROM meant_rows r
      JOIN contacts c ON c.id = r.contact_id
      LEFT JOIN drawn d ON d.value = CAST(json_extract(c.fields, ${pathOf(field ?? '')}) AS TEXT))
  SELECT contact_id, email, email_key, iif(status = 'pending' AND at > ${now}, 'deferred', status) AS status,
    iif(status = 'pending' AND at > ${now}, 'wave', reason) AS reason, iif(status = 'pending' AND at > ${now}, at, 0) AS due_at
  FROM timed`;

/** What of a send's waves has not left yet; who was left out since is not counted. */
export const wavesToCome = (db: ReadDb, { sendId, waves }: { sendId: number; waves: readonly Wave[] }): Wave[] =>
  waves.flatMap(({ at }) => {
    const recipients =
      db.value<number>(
        sql`/* waves.toCome */ SELECT count(*) FROM messages INDEXED BY messages_due
          WHERE status = 'deferred' AND send_id = ${sendId} AND due_at = ${at}`,
      ) ?? 0;
    return recipients > 0 ? [{ at, recipients }] : [];
  });
