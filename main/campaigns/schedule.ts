import type { Later, Manner, Plan } from '#shared/schema/plan.ts';
import { conflict, factsOf, invalid, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { WriteDb } from '../db/db.ts';
import { watchWaves } from '../delivery/delivery.ts';
import { type Campaign, listScheduled, requireCampaign, updateCampaign } from './campaigns.store.ts';
import { mindCanaries } from './canary.ts';
import { requireDraft } from './drafts.ts';
import { inspect } from './inspect.ts';
import { launchCampaign, type Tools } from './launch.ts';
import { atOnce, GRACE_MS, momentOf } from './plan.ts';
import { blockersOf } from './review.ts';
import { drawnFor } from './waves-of.ts';

const TICK_MS = 5_000;

/**
 * Has a campaign sent at a time: a moment, or a time on the wall with its zone. Of the latter that is what is kept; which
 * moment it is follows from the rules of the day. Who receives it is settled at that time, not now. In each recipient's own time it begins when
 * the first of them has it: at once, if that is over for some and they shall not wait for the next day. `begins` is that
 * moment, where it was asked for already.
 */
export async function scheduleCampaign(
  tools: Tools,
  { id, how = atOnce, ...time }: { id: string; how?: Manner | undefined } & ({ at: number } | { when: Later; begins?: number }),
): Promise<void> {
  const { db, clock, changes } = tools;
  const before = requireCampaign(db, id);
  requireDraft(before);
  const when = 'when' in time ? time.when : null;
  if (when && when.kind !== 'at' && how.kind === 'canary')
    throw invalid('campaigns.canary-in-waves', 'Waves cannot have some go first.', {
      how: 'is not possible with waves',
    });
  const at = 'at' in time ? time.at : (time.begins ?? (await beginOf(tools, before, time.when)));
  if ((when === null || when.kind === 'at') && at <= clock())
    throw invalid('campaigns.past', 'This time is already over.', { at: 'is in the past' });
  if (when && at <= clock()) {
    await launchCampaign(tools, { id, when, how });
    return;
  }
  const [blocker] = blockersOf(await inspect(tools, before, clock()), { allowEmpty: false });
  if (blocker) throw conflict('campaigns.blocked', `${blocker.text} ${blocker.detail}`.trim());
  db.transaction(() => {
    const campaign = requireCampaign(db, id);
    requireDraft(campaign);
    const plan: Plan | null = when && { when, how };
    updateCampaign(db, campaign.id, { scheduledAt: at, plan, missedAt: null, note: '', updatedAt: clock() });
  });
  changes.announce('campaigns');
}

async function beginOf(tools: Tools, campaign: Campaign, when: Later): Promise<number> {
  if (when.kind === 'at') return momentOf(when, tools.offsetOf);
  const now = tools.clock();
  const drawn = await drawnFor(tools, { audience: campaign.audience, when, now });
  return drawn?.waves[0]?.at ?? drawn?.otherwise ?? now;
}

export function unscheduleCampaign({ db, clock, changes }: Tools, id: string): void {
  db.transaction(() => {
    const campaign = requireCampaign(db, id);
    if (campaign.status !== 'scheduled') throw conflict('campaigns.not-scheduled', 'This campaign is not scheduled.');
    updateCampaign(db, campaign.id, { scheduledAt: null, updatedAt: clock() });
  });
  changes.announce('campaigns');
}

/** Turns everything that is scheduled back into drafts: a copy of a workspace must not send by itself. */
export function unscheduleAll(db: WriteDb, { note, now }: { note: string; now: number }): void {
  for (const id of listScheduled(db)) updateCampaign(db, requireCampaign(db, id).id, { scheduledAt: null, note, updatedAt: now });
}

type Scheduler = {
  start: () => void;
  /** Resolves when a launch that is under way is through. */
  stop: () => Promise<void>;
  /** Looks once: launches what is due, and sets aside what was missed. Call it when the computer wakes up. */
  tick: () => Promise<void>;
};

/**
 * Launches scheduled campaigns when their time has come. Times are facts in the database that are read again at every
 * look, by the rules of time zones as they are then, so that neither a restart nor sleep loses one. What was missed by
 * more than the grace, or cannot be sent, becomes a draft again that says why, and a person is asked. It also lets go
 * on what waits for its first ones, and holds waves that were missed.
 */
export function createScheduler(options: { tools: Tools; logger: Logger }): Scheduler {
  const { tools, logger } = options;
  const { db, clock, changes } = tools;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    if (watchWaves(db, clock())) changes.announce('sends', 'campaigns');
    mindCanaries(tools);
    for (const id of listScheduled(db)) {
      try {
        const at = readAgain(id);
        if (at === null || at > clock()) continue;
        if (clock() - at > GRACE_MS) giveBack(id, 'Letterpress was not running at that time.', at);
        else await launchCampaign(tools, { id, scheduled: true });
      } catch (error) {
        const facts = factsOf(error);
        if (!facts) logger.error('a scheduled campaign could not be launched', { campaign: id, error });
        giveBack(id, `It was due, but could not be sent. ${facts?.message ?? messageOf(error)}`, null);
      }
    }
  }

  /** The rules of a zone may have changed since it was scheduled; the time on the wall has not. */
  function readAgain(id: string): number | null {
    const campaign = requireCampaign(db, id);
    const { scheduledAt, plan } = campaign;
    if (scheduledAt === null || plan?.when.kind !== 'at') return scheduledAt;
    const at = momentOf(plan.when, tools.offsetOf);
    if (at !== scheduledAt) {
      updateCampaign(db, campaign.id, { scheduledAt: at });
      changes.announce('campaigns');
    }
    return at;
  }

  function giveBack(id: string, note: string, missedAt: number | null): void {
    const campaign = requireCampaign(db, id);
    if (campaign.status !== 'scheduled') return;
    updateCampaign(db, campaign.id, { scheduledAt: null, missedAt, note, updatedAt: clock() });
    changes.announce('campaigns');
  }

  function tick(): Promise<void> {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  }

  const tickOrLog = () => {
    tick().catch((error: unknown) => logger.error('the scheduler failed', { error }));
  };

  return {
    start: () => {
      timer ??= setInterval(tickOrLog, TICK_MS);
      tickOrLog();
    },
    stop: async () => {
      if (timer) clearInterval(timer);
      timer = null;
      await looking;
    },
    tick,
  };
}
