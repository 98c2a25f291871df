import type { LeafOf } from '#shared/schema/rule.ts';
import { notFound } from '../base/errors.ts';
import { fold } from '../base/fold.ts';
import { MOST_TIMES } from '../contacts/contacts.ts';
import { type ReadDb, type Sql, sql, sqlList } from '../db/db.ts';
import { type Calendar, type Span, spanOf } from './days.ts';
import { all, any, type Members, not, some, unless } from './sets.report.ts';
import { booleanCondition, both, jsonBoolean, jsonNumber, jsonText, numberCondition, textCondition } from './tests.report.ts';

type Context = Calendar & { db: ReadDb };

const HOUR = 3_600_000;

/** Who received, opened or clicked so often in that time. */
export function byEngagement(context: Context, leaf: LeafOf<'engagement'>): Members {
  const span = spanOf(leaf.within, context);
  const { campaignId, times } = leaf;
  const campaign = campaignId === null ? null : campaignKey(context.db, campaignId);
  if (leaf.what === 'received') {
    return unless(leaf.did, campaign === null ? received(span, times) : receivedOf(campaign, span, times));
  }
  const url = leaf.what === 'clicked' ? leaf.url : null;
  if (campaign === null && url === null) return unless(leaf.did, happened(leaf.what, span, times));
  return unless(leaf.did, happenedIn({ name: leaf.what, campaign, url, span, times }));
}

function campaignKey(db: ReadDb, publicId: string): number {
  const id = db.value<number>(sql`/* segments.campaign */ SELECT id FROM campaigns WHERE public_id = ${publicId}`);
  if (id === undefined) throw notFound('segments.campaign-gone', 'A condition is about a campaign that is no longer there.');
  return id;
}

const sendsOf = (campaign: number): Sql => sql`(SELECT id FROM sends WHERE campaign_id = ${campaign})`;
const within = (at: Sql, span: Span | null): Sql =>
  span === null ? sql`1` : sql`${at} >= ${span.from} AND ${at} < ${span.before}`;
/** How many, of rows that come in groups of one person. */
const often = (times: number): Sql => (times === 1 ? sql`` : sql` HAVING count(*) >= ${times}`);

/** When a message came to its person. */
const came = sql`coalesce(settled_at, created_at)`;

/** The roll-up knows the last time: it is enough for one time that is still open to the present. */
const rolledUp = (span: Span | null, times: number): boolean =>
  span === null || (times === 1 && span.before === Number.MAX_SAFE_INTEGER);

/** What the roll-up is asked, for whoever keeps it in memory. */
const keptSince = <What extends { of: 'received' } | { of: 'did'; name: string }>(
  what: What,
  span: Span | null,
  times: number,
) => (times > MOST_TIMES ? null : { ...what, times, since: span?.from ?? null });

function received(span: Span | null, times: number): Members {
  const since = span === null ? sql`` : sql` AND last_at >= ${span.from}`;
  const known = sql`SELECT contact_id AS id FROM receipts WHERE count >= ${times}${since}`;
  if (rolledUp(span, times)) return some(known, keptSince({ of: 'received' }, span, times));
  return some(sql`SELECT contact_id AS id FROM messages WHERE contact_id IN (${known}) AND status = 'accepted' AND kind <> 'test'
    AND ${within(came, span)} GROUP BY contact_id${often(times)}`);
}

function receivedOf(campaign: number, span: Span | null, times: number): Members {
  const sends = sendsOf(campaign);
  const condition = sql`send_id IN ${sends} AND kind <> 'test' AND contact_id IS NOT NULL`;
  if (span === null && times === 1) {
    // Nearly everybody received it: those who did not are few, and the index that knows the people knows nothing else.
    return all([
      some(sql`SELECT DISTINCT contact_id AS id FROM messages WHERE send_id IN ${sends} AND contact_id IS NOT NULL`),
      not(
        some(sql`SELECT DISTINCT contact_id AS id FROM messages m WHERE ${condition}
          AND status IN ('pending', 'claimed', 'attempting', 'refused', 'deferred', 'uncertain', 'skipped')
          AND NOT EXISTS (SELECT 1 FROM messages o WHERE o.send_id IN ${sends} AND o.contact_id = m.contact_id AND o.status = 'accepted')`),
      ),
    ]);
  }
  return some(sql`SELECT contact_id AS id FROM messages WHERE ${condition} AND status = 'accepted' AND ${within(came, span)}
    GROUP BY contact_id${often(times)}`);
}

/** What lists know better is not in the index of names; said so that SQLite sees that the index holds all that is asked for. */
const counted = sql`contact_id IS NOT NULL AND name <> 'subscribed' AND name <> 'unsubscribed'`;

function happened(name: string, span: Span | null, times: number): Members {
  if (rolledUp(span, times)) {
    const often = times === 1 ? sql`` : sql` AND count >= ${times}`;
    const since = span === null ? sql`` : sql` AND last_at >= ${span.from}`;
    return some(
      sql`SELECT contact_id AS id FROM tallies WHERE name = ${name}${often}${since}`,
      keptSince({ of: 'did', name }, span, times),
    );
  }
  return some(sql`SELECT contact_id AS id FROM events WHERE name = ${name} AND ${counted} AND ${within(sql`at`, span)}
    GROUP BY contact_id${often(times)}`);
}

type InCampaign = { name: 'opened' | 'clicked'; campaign: number | null; url: string | null; span: Span | null; times: number };

function happenedIn({ name, campaign, url, span, times }: InCampaign): Members {
  const links = sql`(SELECT id FROM links WHERE url = ${url}${campaign === null ? sql`` : sql` AND send_id IN ${sendsOf(campaign)}`})`;
  const where = url === null ? sql`send_id IN ${sendsOf(campaign ?? -1)}` : sql`link_id IN ${links}`;
  return some(sql`SELECT contact_id AS id FROM events WHERE ${where} AND name = ${name} AND contact_id IS NOT NULL
    AND ${within(sql`at`, span)} GROUP BY contact_id${often(times)}`);
}

/** Whose events of a name, in that time and with such properties, are so many. */
export function byEvent(context: Context, { name, did, times, within: period, where }: LeafOf<'event'>): Members {
  const span = spanOf(period, context);
  if (where.length === 0) return unless(did, happened(name, span, times));
  const conditions = where.map(({ property, test }) => carries(property, test));
  return unless(
    did,
    some(sql`SELECT contact_id AS id FROM events WHERE name = ${name} AND ${counted} AND ${within(sql`at`, span)}
      AND ${both(conditions)} GROUP BY contact_id${often(times)}`),
  );
}

type PropertyTest = LeafOf<'event'>['where'][number]['test'];

/** Properties are looked for by their name, never by a path, so that whatever they are called they are found. */
function carries(property: string, test: PropertyTest): Sql {
  const { condition, holds } = conditionOf(test);
  return sql`${holds ? sql`` : sql`NOT `}EXISTS (SELECT 1 FROM json_each(events.data) j WHERE j.key = ${property} AND ${condition})`;
}

function conditionOf(test: PropertyTest) {
  switch (test.type) {
    case 'text':
      return textCondition(test, jsonText(sql`j.type`, sql`j.value`), fold);
    case 'number':
      return numberCondition(test, jsonNumber(sql`j.type`, sql`j.value`));
    case 'boolean':
      return booleanCondition(test, jsonBoolean(sql`j.type`));
  }
}

/** To whom something was sent in the last hours, also if it is not known whether it arrived. */
export function byMailed({ now }: Context, { hours, did }: LeafOf<'mailed'>): Members {
  const since = now - hours * HOUR;
  return unless(
    did,
    any([
      some(sql`SELECT contact_id AS id FROM receipts WHERE last_at >= ${since}`),
      some(sql`SELECT DISTINCT contact_id AS id FROM messages WHERE send_id IN (SELECT id FROM sends)
        AND status IN ${sqlList(['attempting', 'uncertain'])} AND attempted_at >= ${since} AND contact_id IS NOT NULL`),
    ]),
  );
}
