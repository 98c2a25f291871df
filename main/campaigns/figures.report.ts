import type { Report } from '#shared/rpc/campaigns.ts';
import { type Sql, sql } from '../db/db.ts';
import { bouncedForGood, complained } from './returned.report.ts';

/** How many steps the curve of clicks has. */
const STEPS = 48;
const HOUR = 3_600_000;

/** A part of a report: what is asked for it, here or off the main thread, and what the answer comes to. */
export type Figure<Row, Value> = { query: Sql; read: (rows: readonly Row[]) => Value };

type Visit = { name: string; total: number; people: number };

/** What recipients did with a send's messages: everything, and by how many different people. */
export const visitsOf = (sendId: number): Figure<Visit, Pick<Report, 'opens' | 'clicks' | 'unsubscribes'>> => ({
  // Who was deleted from the contacts before has no id any more and still is one person: their message stands for them.
  query: sql`/* report.visits */ SELECT name, count(*) AS total, count(DISTINCT coalesce(contact_id, -message_id)) AS people
    FROM events WHERE send_id = ${sendId} AND name IN ('opened', 'clicked', 'unsubscribed') GROUP BY name`,
  read: (rows) => {
    const of = (name: string) => rows.find((row) => row.name === name) ?? { total: 0, people: 0 };
    const figure = ({ total, people }: { total: number; people: number }) => ({ total, people });
    return { opens: figure(of('opened')), clicks: figure(of('clicked')), unsubscribes: of('unsubscribed').people };
  },
});

type Returns = Pick<Report, 'bouncedLater' | 'complaints'>;

/** What came back after it had been accepted, each message once. */
export function returnsOf(sendId: number): Figure<Returns, Returns> {
  const count = (what: Sql) => sql`(SELECT count(*) FROM messages m
    WHERE m.send_id = ${sendId} AND m.status = 'accepted' AND m.id IN (${what}))`;
  return {
    query: sql`/* report.returns */ SELECT ${count(bouncedForGood)} AS bouncedLater, ${count(complained)} AS complaints`,
    read: ([row]) => row ?? { bouncedLater: 0, complaints: 0 },
  };
}

type Link = Report['links'][number];
export const linksOf = (sendId: number): Figure<Link, Link[]> => ({
  query: sql`/* report.links */ SELECT l.url, count(e.id) AS clicks, count(DISTINCT coalesce(e.contact_id, -e.message_id)) AS people
    FROM links l LEFT JOIN events e ON e.link_id = l.id AND e.send_id = l.send_id AND e.name = 'clicked'
    WHERE l.send_id = ${sendId} GROUP BY l.id ORDER BY people DESC, l.id`,
  read: (rows) => [...rows],
});

type Reason = Report['skippedReasons'][number];
export const skippedReasonsOf = (sendId: number): Figure<Reason, Reason[]> => ({
  query: sql`/* report.skipped */ SELECT reason, count(*) AS count FROM messages
    WHERE send_id = ${sendId} AND status = 'skipped' GROUP BY reason ORDER BY count DESC, reason`,
  read: (rows) => [...rows],
});

type Refusal = Report['refusals'][number];
/** The words of the servers, the most frequent first. */
export const refusalsOf = (sendId: number): Figure<Refusal, Refusal[]> => ({
  query: sql`/* report.refusals */ SELECT iif(said = '', substr(reply, 1, 300), said) AS reply, count(*) AS count FROM messages
    WHERE send_id = ${sendId} AND status = 'refused' GROUP BY 1 ORDER BY count DESC, 1 LIMIT 20`,
  read: (rows) => [...rows],
});

type Domain = Report['domains'][number];
export const domainsOf = (sendId: number): Figure<Domain, Domain[]> => ({
  query: sql`/* report.domains */ SELECT substr(email_key, instr(email_key, '@') + 1) AS domain, count(*) AS recipients,
      count(*) FILTER (WHERE status = 'accepted') AS accepted
    FROM messages WHERE send_id = ${sendId} AND status <> 'skipped'
    GROUP BY 1 ORDER BY recipients DESC, domain LIMIT 12`,
  read: (rows) => [...rows],
});

type Clicks = { hour: number; clicks: number; last: number };

/** Clicks since the start, summed up, in equal steps of at least an hour up to the last click. */
export const clicksOverTime = ({
  sendId,
  startedAt,
}: {
  sendId: number;
  startedAt: number;
}): Figure<Clicks, Report['clicksOverTime']> => ({
  query: sql`/* report.clicksOverTime */ SELECT CAST((at - ${startedAt}) / ${HOUR} AS INTEGER) AS hour, count(*) AS clicks, max(at) AS last
    FROM events WHERE send_id = ${sendId} AND name = 'clicked' GROUP BY 1`,
  read: (rows) => {
    if (rows.length === 0) return [];
    const last = rows.reduce((latest, row) => Math.max(latest, row.last), 0);
    const hours = Math.max(1, Math.ceil((last - startedAt + 1) / STEPS / HOUR));
    const counts = new Map<number, number>();
    for (const { hour, clicks } of rows) {
      const step = Math.trunc(hour / hours);
      counts.set(step, (counts.get(step) ?? 0) + clicks);
    }
    const points = [{ at: startedAt, clicks: 0 }];
    let clicks = 0;
    for (let index = 0; index <= Math.trunc((last - startedAt) / (hours * HOUR)); index += 1) {
      clicks += counts.get(index) ?? 0;
      points.push({ at: startedAt + (index + 1) * hours * HOUR, clicks });
    }
    return points;
  },
});
