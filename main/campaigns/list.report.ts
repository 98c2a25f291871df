import type { CampaignRow } from '#shared/rpc/campaigns.ts';
import { type CampaignStatus, type SendState, sendState } from '#shared/schema/words.ts';
import { likeAnywhere, type ReadDb, sql } from '../db/db.ts';
import { statusOf } from './status.ts';

type CampaignQuery = {
  status?: CampaignStatus | undefined;
  search: string;
  archived: boolean;
  offset: number;
  limit: number;
};

type Facts = { id: number; status: CampaignStatus };

/**
 * A window into the campaigns, newest first, with the figures of those in it. Status is derived, so the few facts that
 * it follows from are read for all that match, and everything else only for the rows that are shown.
 */
export function pageCampaigns(db: ReadDb, query: CampaignQuery) {
  const all = matching(db, query);
  const byStatus: Record<string, number> = {};
  for (const { status } of all) byStatus[status] = (byStatus[status] ?? 0) + 1;
  const chosen = query.status ? all.filter((campaign) => campaign.status === query.status) : all;
  const rows = chosen.slice(query.offset, query.offset + query.limit).map((campaign) => rowOf(db, campaign));
  return { rows, total: chosen.length, byStatus };
}

function matching(db: ReadDb, { search, archived }: CampaignQuery): Facts[] {
  const like = likeAnywhere(search.trim());
  return db
    .all<{ id: number; scheduled_at: number | null; state: SendState | null }>(
      sql`/* campaigns.matching */ SELECT c.id, c.scheduled_at, s.state FROM campaigns c
        LEFT JOIN sends s ON s.id = (SELECT max(id) FROM sends WHERE campaign_id = c.id)
        WHERE (c.archived_at IS NOT NULL) = ${archived} AND (c.name LIKE ${like} ESCAPE '\\' OR c.subject LIKE ${like} ESCAPE '\\')
        ORDER BY coalesce(s.started_at, c.updated_at) DESC, c.id DESC`,
    )
    .map((row) => ({
      id: row.id,
      status: statusOf({ scheduledAt: row.scheduled_at, send: sendState.nullable().parse(row.state) }),
    }));
}

function rowOf(db: ReadDb, { id, status }: Facts): CampaignRow {
  const row = db.get<Omit<CampaignRow, 'status' | 'archived' | 'tracked'> & { archived: number; tracked: number | null }>(
    sql`/* campaigns.row */ SELECT c.public_id AS id, c.name, c.subject, c.scheduled_at AS scheduledAt,
        c.updated_at AS updatedAt, c.archived_at IS NOT NULL AS archived, s.started_at AS sentAt,
        json_extract(s.content, '$.trackClicks') AS tracked,
        coalesce(s.recipients, 0) AS recipients,
        coalesce((SELECT count FROM send_counts WHERE send_id = s.id AND status = 'accepted'), 0) AS accepted,
        coalesce((SELECT count FROM send_counts WHERE send_id = s.id AND status = 'uncertain'), 0) AS uncertain,
        (SELECT count(DISTINCT contact_id) FROM events WHERE send_id = s.id AND name = 'clicked') AS clicked,
        (SELECT count(DISTINCT contact_id) FROM events WHERE send_id = s.id AND name = 'unsubscribed') AS unsubscribed
      FROM campaigns c LEFT JOIN sends s ON s.id = (SELECT max(id) FROM sends WHERE campaign_id = c.id)
      WHERE c.id = ${id}`,
  );
  if (!row) throw new Error(`the campaign ${id} vanished while it was being read`);
  return { ...row, status, archived: row.archived === 1, tracked: row.tracked === 1 || row.clicked > 0 };
}
