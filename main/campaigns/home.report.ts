import type { z } from 'zod';
import type { homeRpc } from '#shared/rpc/home.ts';
import { sendState } from '#shared/schema/words.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';
import { canaryFigures } from './canary.report.ts';
import { statusOf } from './status.ts';

export type Home = z.input<(typeof homeRpc)['get']['output']>;

const DAY = 86_400_000;
/** A result of an import that nobody looked at for so long is nobody's concern any more. */
const REJECTS_MATTER = 14 * DAY;
const MONTH = 30 * DAY;
const MONTHS = 12;

/** Sends with messages whose outcome is unknown. */
export const uncertainSends = (db: ReadDb): Extract<Home['needsYou'][number], { what: 'uncertain' }>[] =>
  db
    .all<{ campaignId: string; campaignName: string; count: number }>(
      sql`/* home.uncertain */ SELECT * FROM (
          SELECT c.public_id AS campaignId, c.name AS campaignName, s.id AS sendId,
            (SELECT count FROM send_counts WHERE send_id = s.id AND status = 'uncertain') AS count
          FROM sends s JOIN campaigns c ON c.id = s.campaign_id)
        WHERE count > 0 ORDER BY sendId DESC LIMIT 20`,
    )
    .map(({ campaignId, campaignName, count }) => ({ what: 'uncertain', campaignId, campaignName, count }));

/** Paused sends that have something left to send: the others only wait for their uncertain messages. */
export const pausedSends = (db: ReadDb): Extract<Home['needsYou'][number], { what: 'paused' }>[] =>
  db
    .all<{ campaignId: string; campaignName: string; reason: string }>(
      sql`/* home.paused */ SELECT c.public_id AS campaignId, c.name AS campaignName, s.pause_reason AS reason
        FROM sends s JOIN campaigns c ON c.id = s.campaign_id
        WHERE s.state = 'paused' AND s.id NOT IN (SELECT send_id FROM dispatches WHERE canary_phase = 'waiting') AND EXISTS
          (SELECT 1 FROM messages m WHERE m.send_id = s.id AND m.status IN ('pending', 'claimed', 'attempting', 'deferred'))
        ORDER BY s.id DESC`,
    )
    .map((row) => ({ what: 'paused', ...row }));

/** Sends whose first ones are through, so that a person says whether the others follow. */
export const waitingCanaries = (db: ReadDb): Extract<Home['needsYou'][number], { what: 'canary' }>[] =>
  db
    .all<{ id: number; sendId: string; campaignId: string; campaignName: string; reason: string }>(
      sql`/* home.canaries */ SELECT s.id, s.public_id AS sendId, c.public_id AS campaignId, c.name AS campaignName,
          s.pause_reason AS reason
        FROM sends s JOIN campaigns c ON c.id = s.campaign_id
        WHERE s.state = 'paused' AND s.id IN (SELECT send_id FROM dispatches WHERE canary_phase = 'waiting') ORDER BY s.id DESC`,
    )
    .map(({ id, ...row }) => ({ what: 'canary', ...row, figures: canaryFigures(db, id) }));

export const missedCampaigns = (db: ReadDb): Extract<Home['needsYou'][number], { what: 'missed' }>[] =>
  db
    .all<{ campaignId: string; campaignName: string; reason: string; dueAt: number | null }>(
      sql`/* home.missed */ SELECT public_id AS campaignId, name AS campaignName, note AS reason, missed_at AS dueAt FROM campaigns
        WHERE note <> '' AND archived_at IS NULL ORDER BY updated_at DESC`,
    )
    .map((row) => ({ what: 'missed', ...row }));

export const recentRejects = (db: ReadDb, now: number): Extract<Home['needsYou'][number], { what: 'rejects' }>[] =>
  db
    .all<{ importId: string; fileName: string; count: number; at: number }>(
      sql`/* home.rejects */ SELECT public_id AS importId, file_name AS fileName, rejected AS count,
          coalesce(finished_at, started_at) AS at
        FROM imports WHERE rejected > 0 AND state <> 'running' AND undo = '' AND started_at > ${now - REJECTS_MATTER}
        ORDER BY id DESC LIMIT 3`,
    )
    .map((row) => ({ what: 'rejects', ...row }));

/** What is scheduled, on its way or held. */
export const goingOut = (db: ReadDb): Home['goingOut'] =>
  db
    .all<{
      campaignId: string;
      name: string;
      scheduledAt: number | null;
      sendId: string | null;
      state: string | null;
      recipients: number | null;
      open: number;
    }>(
      sql`/* home.goingOut */ SELECT c.public_id AS campaignId, c.name, c.scheduled_at AS scheduledAt, s.public_id AS sendId,
          s.state, s.recipients, (SELECT coalesce(sum(count), 0) FROM send_counts WHERE send_id = s.id
            AND status IN ('pending', 'claimed', 'attempting', 'deferred'))
            + (SELECT coalesce(sum(people), 0) FROM preparations WHERE send_id = s.id AND status <> 'skipped') AS open
        FROM campaigns c LEFT JOIN sends s ON s.id = (SELECT max(id) FROM sends WHERE campaign_id = c.id)
        WHERE c.archived_at IS NULL AND (s.state IN ('sending', 'paused') OR (s.id IS NULL AND c.scheduled_at IS NOT NULL))
        ORDER BY s.id IS NULL, c.scheduled_at, s.id DESC`,
    )
    .map(({ state, open, recipients, ...row }) => ({
      ...row,
      status: statusOf({ scheduledAt: row.scheduledAt, send: sendState.nullable().parse(state) }),
      recipients: recipients ?? 0,
      done: Math.max((recipients ?? 0) - open, 0),
    }));

export const latestDrafts = (db: ReadDb): Home['drafts'] =>
  db.all(
    sql`/* home.drafts */ SELECT c.public_id AS campaignId, c.name, c.updated_at AS updatedAt FROM campaigns c
      WHERE c.archived_at IS NULL AND c.scheduled_at IS NULL AND NOT EXISTS (SELECT 1 FROM sends s WHERE s.campaign_id = c.id)
      ORDER BY c.updated_at DESC, c.id DESC LIMIT 3`,
  );

export const lastOnes = (db: ReadDb): Home['lastOnes'] =>
  db
    .all<Omit<Home['lastOnes'][number], 'tracked'> & { tracked: number }>(
      sql`/* home.lastOnes */ SELECT c.public_id AS campaignId, c.name, s.recipients,
          (SELECT count(DISTINCT contact_id) FROM events WHERE send_id = s.id AND name = 'clicked') AS clicked,
          (SELECT count(DISTINCT contact_id) FROM events WHERE send_id = s.id AND name = 'unsubscribed') AS unsubscribed,
          json_extract(s.content, '$.trackClicks') AS tracked
        FROM sends s JOIN campaigns c ON c.id = s.campaign_id
        WHERE s.state = 'finished' AND c.archived_at IS NULL ORDER BY s.id DESC LIMIT 5`,
    )
    .map((row) => ({ ...row, tracked: row.tracked === 1 || row.clicked > 0 }));

/** How many came in which of the last months, the first of all with those before it. */
export const arrivals = (now: number): Sql =>
  sql`/* home.people */ SELECT CAST(min(max(${now} - created_at, 0) / ${MONTH}, ${MONTHS}) AS INTEGER) AS ago, count(*) AS count
    FROM contacts GROUP BY 1`;

export type Arrivals = { ago: number; count: number };

/** How many there are, from an index alone. */
export const everybody: Sql = sql`/* home.everybody */ SELECT count(*) AS total FROM contacts`;

/**
 * How many people there were at the ends of the last months, of those who are still there. With `total`, which may be
 * newer than the rows: whoever is in it and not in them came this month.
 */
export function peopleOverTime(rows: readonly Arrivals[], now: number, total?: number): Home['people'] {
  const counts = new Map(rows.map((row) => [row.ago, row.count]));
  const all = total ?? rows.reduce((sum, { count }) => sum + count, 0);
  const growth: { at: number; total: number }[] = [];
  let reached = 0;
  for (let ago = MONTHS; ago > 0; ago -= 1) {
    reached = Math.min(reached + (counts.get(ago) ?? 0), all);
    growth.push({ at: now - ago * MONTH, total: reached });
  }
  growth.push({ at: now, total: all });
  return { total: all, aMonthAgo: reached, growth };
}
