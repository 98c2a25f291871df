import type { SesCounts } from '#shared/rpc/ses-events.ts';
import { type ReadDb, sql, type WriteDb } from '../../db/db.ts';

/** Where the events of an Amazon SES account come from. */
export type Source = {
  id: number;
  transportId: number;
  /** The one topic whose posts are taken; empty for none. */
  topicArn: string;
  /** The queue that is asked; empty for none. */
  queueUrl: string;
  /** Of the queue; empty for that of the account. */
  region: string;
  /** Where another than Amazon answers for the queue; empty for Amazon. */
  endpoint: string;
  /** The secret part of the address that the topic posts to. */
  path: string;
  subscribedAt: number | null;
  heardAt: number | null;
};

const columns = sql`id, transport_id AS transportId, topic_arn AS topicArn, queue_url AS queueUrl, region, endpoint, path,
  subscribed_at AS subscribedAt, heard_at AS heardAt`;

export const sourceOf = (db: ReadDb, transportId: number): Source | null =>
  db.get<Source>(sql`/* sesSources.of */ SELECT ${columns} FROM ses_sources WHERE transport_id = ${transportId}`) ?? null;

export const sourceAt = (db: ReadDb, path: string): Source | null =>
  db.get<Source>(sql`/* sesSources.at */ SELECT ${columns} FROM ses_sources WHERE path = ${path}`) ?? null;

type Facts = Pick<Source, 'transportId' | 'topicArn' | 'queueUrl' | 'region' | 'endpoint'>;

/** Another topic is one that has not been confirmed yet. */
export const saveSource = (
  db: WriteDb,
  { transportId, topicArn, queueUrl, region, endpoint, path }: Facts & { path: string },
): void =>
  void db.run(sql`/* sesSources.save */
    INSERT INTO ses_sources (transport_id, topic_arn, queue_url, region, endpoint, path)
    VALUES (${transportId}, ${topicArn}, ${queueUrl}, ${region}, ${endpoint}, ${path})
    ON CONFLICT (transport_id) DO UPDATE SET
      subscribed_at = CASE WHEN topic_arn = excluded.topic_arn THEN subscribed_at END,
      topic_arn = excluded.topic_arn, queue_url = excluded.queue_url, region = excluded.region, endpoint = excluded.endpoint`);

export const markSubscribed = (db: WriteDb, source: { id: number; at: number | null }): void =>
  void db.run(sql`/* sesSources.subscribed */ UPDATE ses_sources SET subscribed_at = ${source.at} WHERE id = ${source.id}`);

export const markHeard = (db: WriteDb, source: { id: number; at: number }): void =>
  void db.run(sql`/* sesSources.heard */ UPDATE ses_sources SET heard_at = ${source.at} WHERE id = ${source.id}`);

export const countEvent = (db: WriteDb, { sourceId, what }: { sourceId: number; what: keyof SesCounts }): void =>
  void db.run(sql`/* sesSources.count */
    INSERT INTO ses_counts (source_id, what, count) VALUES (${sourceId}, ${what}, 1)
    ON CONFLICT (source_id, what) DO UPDATE SET count = count + 1`);

export function countsOf(db: ReadDb, sourceId: number): SesCounts {
  const rows = db.all<{ what: string; count: number }>(
    sql`/* sesSources.counts */ SELECT what, count FROM ses_counts WHERE source_id = ${sourceId}`,
  );
  const of = (what: keyof SesCounts) => rows.find((row) => row.what === what)?.count ?? 0;
  return {
    delivered: of('delivered'),
    bounced: of('bounced'),
    complained: of('complained'),
    delayed: of('delayed'),
    opened: of('opened'),
    clicked: of('clicked'),
    unmatched: of('unmatched'),
    unreadable: of('unreadable'),
  };
}

/** Longer than any queue keeps a message. */
const REMEMBERED_MS = 15 * 86_400_000;

/** Remembers what could not be matched, so that it counts once; false where it came before. */
export function noteUnmatched(db: WriteDb, { sourceId, mark, now }: { sourceId: number; mark: string; now: number }): boolean {
  db.run(sql`/* sesUnmatched.forget */ DELETE FROM ses_unmatched WHERE at < ${now - REMEMBERED_MS}`);
  const { changes } = db.run(sql`/* sesUnmatched.note */
    INSERT INTO ses_unmatched (source_id, mark, at) VALUES (${sourceId}, ${mark}, ${now}) ON CONFLICT DO NOTHING`);
  return changes === 1;
}
