import type { Audience } from '#shared/rpc/campaigns.ts';
import type { Waved } from '#shared/schema/plan.ts';
import type { Clock } from '../base/clock.ts';
import { type AudienceTools, draw } from './ask-audience.ts';
import { requireCampaign } from './campaigns.store.ts';
import type { Drawn } from './waves.ts';

/** The waves in which an audience would get it, if it were frozen now. */
export async function drawnFor(
  tools: AudienceTools,
  asked: { audience: Audience; when: Waved; now: number },
): Promise<Drawn | null> {
  return (await draw(tools, { ...asked, first: null, onlyCount: true })).drawn;
}

/** The waves in which a campaign would go out. */
export async function previewWaves(
  tools: AudienceTools & { readonly clock: Clock },
  { id, when }: { id: string; when: Waved },
): Promise<Pick<Drawn, 'waves' | 'known' | 'unknown' | 'late'>> {
  const { audience } = requireCampaign(tools.db, id);
  const drawn = await drawnFor(tools, { audience, when, now: tools.clock() });
  return drawn ?? { waves: [], known: 0, unknown: 0, late: 0 };
}
