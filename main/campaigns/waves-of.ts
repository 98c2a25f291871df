import type { Audience } from '#shared/rpc/campaigns.ts';
import type { Later } from '#shared/schema/plan.ts';
import type { OffsetOf } from '#shared/schema/zoned-time.ts';
import type { ReadDb } from '../db/db.ts';
import { countAudience } from './audience.report.ts';
import { requireCampaign } from './campaigns.store.ts';
import type { Tools } from './launch.ts';
import { zoneValues } from './waves.report.ts';
import { type Drawn, drawWaves } from './waves.ts';

/** The waves in which an audience would get it, if it were frozen now. */
export function drawnFor(
  db: ReadDb,
  draw: { audience: Audience; when: Extract<Later, { kind: 'local' }>; now: number; offsetOf?: OffsetOf | undefined },
): Drawn {
  const { audience, when } = draw;
  const { recipients } = countAudience(db, audience);
  const values = when.field === null ? [] : zoneValues(db, { audience, field: when.field });
  return drawWaves({ ...draw, values, recipients });
}

/** The waves in which a campaign would go out. */
export function previewWaves(
  { db, clock, offsetOf }: Pick<Tools, 'db' | 'clock' | 'offsetOf'>,
  { id, when }: { id: string; when: Extract<Later, { kind: 'local' }> },
): Pick<Drawn, 'waves' | 'unknown' | 'late'> {
  const { audience } = requireCampaign(db, id);
  const { waves, unknown, late } = drawnFor(db, { audience, when, now: clock(), offsetOf });
  return { waves, unknown, late };
}
