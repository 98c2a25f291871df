import type { Audience } from '#shared/rpc/campaigns.ts';
import type { Waved } from '#shared/schema/plan.ts';
import type { OffsetOf } from '#shared/schema/zoned-time.ts';
import { type PackedGroup, type Packing, packGroups } from '../base/packed-groups.ts';
import type { ReadDb, Sql } from '../db/db.ts';
import { CANARY_REASON, type FrozenPart } from '../delivery/delivery.ts';
import { withSegments } from './audience-segments.ts';
import { drawBestHours, LOOKED_BACK_MS } from './best-hours.ts';
import { bestHourSince, reached, saidIn } from './draw.report.ts';
import { type Drawn, drawWaves } from './waves.ts';

/** What is asked of an audience that is to be frozen. */
export type Draw = {
  audience: Audience;
  /** Each recipient's own time, where that is meant. */
  when: Waved | null;
  /** How many go first, chosen at random; null where all go alike. */
  first: number | null;
  /** Only how many it would be, and their waves. */
  onlyCount?: boolean;
  now: number;
};

/** An audience as it was at one moment. */
export type Frozen = { recipients: number; drawn: Drawn | null; parts: FrozenPart[] };

/** How an audience is read: a statement, and how its rows are put together. */
export const readingOf = ({ audience, when, first, onlyCount = false, now }: Draw) => ({
  query: reached({ audience, value: momentValue(when, now) }),
  packing: { sample: first === null ? null : { kind: 'recipient', count: first }, onlyCount } satisfies Packing,
});

/** What of a recipient says when they get it. */
function momentValue(when: Waved | null, now: number): Sql | null {
  if (when?.kind === 'best') return bestHourSince(now - LOOKED_BACK_MS);
  return when?.field == null ? null : saidIn(when.field);
}

/** Reads through an audience in this thread. */
export function drawAudience(db: ReadDb, draw: Draw, offsetOf?: OffsetOf): Frozen {
  const { query, packing } = readingOf({ ...draw, audience: withSegments(db, draw.audience, draw.now) });
  return frozenFrom(packGroups(db.iterate(query), packing), draw, offsetOf);
}

/** Says who receives the campaign and when. */
export function frozenFrom(groups: readonly PackedGroup[], { when, now }: Draw, offsetOf?: OffsetOf): Frozen {
  const going = groups.filter(({ kind }) => kind === 'recipient');
  const recipients = going.reduce((sum, { count }) => sum + count, 0);
  const values = going.flatMap(({ value, count }) => (value === null ? [] : [{ value, recipients: count }]));
  const drawn =
    when?.kind === 'best'
      ? drawBestHours({ from: when.from, values, recipients, now })
      : when && drawWaves({ when, values, recipients, now, offsetOf });
  const moments = new Map(drawn?.due);
  const momentOf = ({ value }: PackedGroup) => (value === null ? undefined : moments.get(value)) ?? drawn?.otherwise ?? now;
  const parts = groups.flatMap((group) => {
    const beginning = group.kind === 'recipient' ? beginningOf(group, { at: momentOf(group), now }) : leftOut(group.kind);
    return group.parts.map(({ count, ids }) => ({ ...beginning, people: count, contactIds: ids }));
  });
  return { recipients, drawn, parts };
}

const leftOut = (fate: string) =>
  ({ status: 'skipped', reason: fate === 'recent' ? 'mailed-recently' : 'suppressed', dueAt: 0 }) as const;

function beginningOf(
  { sampled }: PackedGroup,
  { at, now }: { at: number; now: number },
): Pick<FrozenPart, 'status' | 'reason' | 'dueAt'> {
  // Those that go first are put off until now: who was never put off waits for them.
  if (sampled) return { status: 'deferred', reason: CANARY_REASON, dueAt: now };
  return at > now ? { status: 'deferred', reason: 'wave', dueAt: at } : { status: 'pending', reason: '', dueAt: 0 };
}
