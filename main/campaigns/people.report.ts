import type { ContactFilter } from '#shared/rpc/contacts.ts';
import { messageStatus } from '#shared/schema/words.ts';
import { type ReadDb, type Sql, sql } from '../db/db.ts';
import { requireCampaign } from './campaigns.store.ts';

export type ReportFilter = NonNullable<ContactFilter['report']>;

/** The people behind a number of a campaign's report: a SELECT of contact ids, each once, to be spliced into another. */
export function reportPeople(db: ReadDb, { campaignId, figure, url }: ReportFilter): Sql {
  const sendId = requireCampaign(db, campaignId).send?.id ?? -1;
  switch (figure) {
    case 'recipients':
      return sql`SELECT contact_id FROM messages WHERE send_id = ${sendId} AND status <> 'skipped' AND contact_id IS NOT NULL`;
    case 'opened':
    case 'unsubscribed':
      return events(sendId, figure);
    case 'clicked':
      return url === undefined
        ? events(sendId, figure)
        : sql`SELECT DISTINCT e.contact_id FROM events e JOIN links l ON l.id = e.link_id
            WHERE e.send_id = ${sendId} AND e.name = 'clicked' AND l.url = ${url} AND e.contact_id IS NOT NULL`;
    default:
      return sql`SELECT contact_id FROM messages
        WHERE send_id = ${sendId} AND status = ${messageStatus.parse(figure)} AND contact_id IS NOT NULL`;
  }
}

const events = (sendId: number, name: string): Sql =>
  sql`SELECT DISTINCT contact_id FROM events WHERE send_id = ${sendId} AND name = ${name} AND contact_id IS NOT NULL`;
