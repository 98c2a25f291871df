import type { Audience } from '#shared/rpc/campaigns.ts';
import type { OffsetOf } from '#shared/schema/zoned-time.ts';
import type { ReadDb } from '../db/db.ts';
import { type AudienceCount, audienceCountFrom, countAudience, countQuery, type FateCount } from './audience.report.ts';
import { withSegments } from './audience-segments.ts';
import { isLarge } from './draw.report.ts';
import { type Draw, drawAudience, type Frozen, frozenFrom, readingOf } from './draw.ts';
import type { Reads } from './ports.ts';
import { countEmptyValues, type EmptyValue, emptyValueQuery, labelOf } from './review.report.ts';

/** What audiences are read with; a workspace has it all. */
export type AudienceTools = {
  readonly db: ReadDb;
  /** Reads of large audiences off the main thread; without it everything is read in this one. */
  readonly reads?: Reads | undefined;
  /** The rules of time zones, if not the system's. */
  readonly offsetOf?: OffsetOf | undefined;
};

/** Off the main thread where it may take long. Null where it does not: then it is read with `drawAudience` when it is needed. */
export async function drawAhead({ db, reads, offsetOf }: AudienceTools, draw: Draw): Promise<Frozen | null> {
  // What people did is read for each of them, which takes longer than who they are.
  if (!reads || (draw.when?.kind !== 'best' && !isLarge(db))) return null;
  const looked = { ...draw, audience: withSegments(db, draw.audience, draw.now) };
  return frozenFrom(await reads.groups({ ...readingOf(looked), file: db.file }), draw, offsetOf);
}

export const draw = async (tools: AudienceTools, asked: Draw): Promise<Frozen> =>
  (await drawAhead(tools, asked)) ?? drawAudience(tools.db, asked, tools.offsetOf);

/** Who receives a campaign and who is left out and why. */
export async function audienceCount({ db, reads }: AudienceTools, audience: Audience): Promise<AudienceCount> {
  if (!reads || !isLarge(db)) return countAudience(db, audience);
  return audienceCountFrom(await reads.rows<FateCount>({ file: db.file, query: countQuery(withSegments(db, audience)) }));
}

/** As `countEmptyValues`. */
export async function emptyValuesOf(
  { db, reads }: AudienceTools,
  asked: { audience: Audience; values: readonly string[] },
): Promise<EmptyValue[]> {
  if (!reads || !isLarge(db)) return countEmptyValues(db, asked);
  const found: EmptyValue[] = [];
  const audience = withSegments(db, asked.audience);
  for (const value of asked.values) {
    const query = emptyValueQuery(audience, value);
    const people = query ? ((await reads.rows<{ people: number }>({ file: db.file, query }))[0]?.people ?? 0) : 0;
    if (people > 0) found.push({ label: labelOf(db, value), people });
  }
  return found;
}
