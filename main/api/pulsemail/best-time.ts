import type { Audience } from '#shared/rpc/campaigns.ts';
import type { Waved } from '#shared/schema/plan.ts';
import { drawnFor } from '../../campaigns/campaigns.ts';
import type { Workspace } from '../../workspace.ts';
import type { Optimized } from './wire.ts';

const AHEAD = 15 * 60_000;

/** When a campaign begins, each person's own time where that is known of enough, and how many get it by what. */
export type BestTime = { at: number; when: Waved | null; optimized: Optimized };

/**
 * When a campaign had best go: for each person the hour of the week at which they open and click most, and for who never did
 * the one that most of the others have. Where too few of them ever opened anything, all get it at one time, and it is said so.
 */
export async function bestTime(
  workspace: Workspace,
  { audience, recipients, now }: { audience: Audience; recipients: number; now: number },
): Promise<BestTime> {
  const when = { kind: 'best', from: now + AHEAD } as const;
  const drawn = await drawnFor(workspace, { audience, when, now });
  const at = drawn?.waves[0]?.at ?? when.from;
  if (!drawn || drawn.due.length === 0)
    return { at, when: null, optimized: { basis: 'default', opens: 0, counts: { history: 0, list: 0, default: recipients } } };
  const own = Math.max(recipients - drawn.unknown, 0);
  return { at, when, optimized: { basis: 'history', opens: own, counts: { history: own, list: drawn.unknown, default: 0 } } };
}
