import type { Audience } from '#shared/rpc/campaigns.ts';
import type { Group } from '#shared/schema/rule.ts';
import { systemClock } from '../base/clock.ts';
import type { ReadDb, Sql } from '../db/db.ts';
import { inSegment, segmentSql } from '../segments/segments.ts';
import type { Limit } from './frequency.report.ts';
import { limitOf } from './frequency.ts';

/** An audience whose segments are looked up: each a SELECT of contact ids as of one moment, null where none is chosen. */
export type Meant = Audience & { segments?: { among: Sql | null; without: Sql | null }; limit?: Limit | null };

/** Looks up the segments of an audience; of one that was looked up already it is what it was. A segment that is gone is an error. */
export function withSegments(db: ReadDb, audience: Meant, now: number = systemClock()): Meant {
  if (audience.segments) return audience;
  const { segmentIds, excludedSegmentIds } = audience;
  const anyOf = (ids: readonly string[]): Sql | null => {
    const rule: Group = { kind: 'group', match: 'any', rules: ids.map(inSegment) };
    return ids.length === 0 ? null : segmentSql(db, { rule, now });
  };
  const limit = limitOf(db, audience.frequency, now);
  return { ...audience, limit, segments: { among: anyOf(segmentIds), without: anyOf(excludedSegmentIds) } };
}
