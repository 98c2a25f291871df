import { type ReadDb, sql } from '../db/db.ts';
import type { PeopleStream } from './people.report.ts';

/** So many are looked at together, so that one which was told late does not lead the search astray. */
const PROBE = 64;
/** What happened is written down later at times, such as what a mail service tells. */
const SLACK_MS = 24 * 60 * 60_000;

const rows = {
  facts: sql`SELECT x.id, x.at FROM events x`,
  joined: sql`SELECT x.id, x.created_at AS at FROM memberships x`,
  gone: sql`SELECT x.id, x.at FROM removals x`,
  edited: sql`SELECT x.id, x.at FROM contact_edits x`,
} as const;

/**
 * From which id on something may have happened since a moment. It is all written down in the order of time, more or less, so
 * that is found by halving instead of looking at each.
 */
export function firstSince(
  db: ReadDb,
  { stream, since, below }: { stream: 'facts' | PeopleStream; since: number; below: number },
): number {
  let low = 0;
  let high = below;
  while (high - low > PROBE) {
    const middle = Math.floor((low + high) / 2);
    const latest = db.value<number | null>(sql`/* events.probe */ SELECT max(at) FROM
      (${rows[stream]} WHERE x.id >= ${middle} ORDER BY x.id LIMIT ${PROBE})`);
    if ((latest ?? since) >= since - SLACK_MS) high = middle;
    else low = middle;
  }
  return low;
}
