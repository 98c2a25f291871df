import type { Report } from '#shared/rpc/campaigns.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';
import { bouncedForGood, complained } from './returned.report.ts';

/** How many steps the curve of clicks has. */
const STEPS = 48;
const HOUR = 3_600_000;

/** What recipients did with a send's messages: everything, and by how many different people. */
export function visitsOf(db: ReadDb, sendId: number): Pick<Report, 'opens' | 'clicks' | 'unsubscribes'> {
  const rows = db.all<{ name: string; total: number; people: number }>(
    // Who was deleted from the contacts before has no id any more and still is one person: their message stands for them.
    sql`/* report.visits */ SELECT name, count(*) AS total, count(DISTINCT coalesce(contact_id, -message_id)) AS people
      FROM events WHERE send_id = ${sendId} AND name IN ('opened', 'clicked', 'unsubscribed') GROUP BY name`,
  );
  const of = (name: string) => rows.find((row) => row.name === name) ?? { total: 0, people: 0 };
  const figure = ({ total, people }: { total: number; people: number }) => ({ total, people });
  return { opens: figure(of('opened')), clicks: figure(of('clicked')), unsubscribes: of('unsubscribed').people };
}

/** What came back after it had been accepted, each message once. */
export function returnsOf(db: ReadDb, sendId: number): Pick<Report, 'bouncedLater' | 'complaints'> {
  const count = (what: Sql) =>
    db.value<number>(sql`/* report.returns */ SELECT count(*) FROM messages m
      WHERE m.send_id = ${sendId} AND m.status = 'accepted' AND m.id IN (${what})`) ?? 0;
  return { bouncedLater: count(bouncedForGood), complaints: count(complained) };
}

export const linksOf = (db: ReadDb, sendId: number): Report['links'] =>
  db.all(
    sql`/* report.links */ SELECT l.url, count(e.id) AS clicks, count(DISTINCT coalesce(e.contact_id, -e.message_id)) AS people
      FROM links l LEFT JOIN events e ON e.link_id = l.id AND e.send_id = l.send_id AND e.name = 'clicked'
      WHERE l.send_id = ${sendId} GROUP BY l.id ORDER BY people DESC, l.id`,
  );

export const skippedReasonsOf = (db: ReadDb, sendId: number): Report['skippedReasons'] =>
  db.all(
    sql`/* report.skipped */ SELECT reason, count(*) AS count FROM messages
      WHERE send_id = ${sendId} AND status = 'skipped' GROUP BY reason ORDER BY count DESC, reason`,
  );

/** The words of the servers, the most frequent first. */
export const refusalsOf = (db: ReadDb, sendId: number): Report['refusals'] =>
  db.all(
    sql`/* report.refusals */ SELECT iif(said = '', substr(reply, 1, 300), said) AS reply, count(*) AS count FROM messages
      WHERE send_id = ${sendId} AND status = 'refused' GROUP BY 1 ORDER BY count DESC, 1 LIMIT 20`,
  );

export const domainsQuery = (sendId: number): Sql =>
  sql`/* report.domains */ SELECT substr(email_key, instr(email_key, '@') + 1) AS domain, count(*) AS recipients,
        count(*) FILTER (WHERE status = 'accepted') AS accepted
      FROM messages WHERE send_id = ${sendId} AND status <> 'skipped'
      GROUP BY 1 ORDER BY recipients DESC, domain LIMIT 12`;

/** Clicks since the start, summed up, in equal steps of at least an hour up to the last click. */
export function clicksOverTime(
  db: ReadDb,
  { sendId, startedAt }: { sendId: number; startedAt: number },
): Report['clicksOverTime'] {
  const last = db.value<number | null>(
    sql`/* report.lastClick */ SELECT max(at) FROM events WHERE send_id = ${sendId} AND name = 'clicked'`,
  );
  if (last === null || last === undefined) return [];
  const step = Math.max(Math.ceil((last - startedAt + 1) / STEPS / HOUR) * HOUR, HOUR);
  const counts = new Map(
    db
      .all<{ step: number; clicks: number }>(
        sql`/* report.clicksOverTime */ SELECT CAST((at - ${startedAt}) / ${step} AS INTEGER) AS step, count(*) AS clicks FROM events
          WHERE send_id = ${sendId} AND name = 'clicked' GROUP BY 1`,
      )
      .map((row) => [row.step, row.clicks]),
  );
  const points = [{ at: startedAt, clicks: 0 }];
  let clicks = 0;
  for (let index = 0; index <= Math.trunc((last - startedAt) / step); index += 1) {
    clicks += counts.get(index) ?? 0;
    points.push({ at: startedAt + (index + 1) * step, clicks });
  }
  return points;
}
