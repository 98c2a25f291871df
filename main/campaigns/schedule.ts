import { conflict, factsOf, invalid, messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { WriteDb } from '../db/db.ts';
import { listDue, requireCampaign, updateCampaign } from './campaigns.store.ts';
import { requireDraft } from './drafts.ts';
import { inspect } from './inspect.ts';
import { launchCampaign, type Tools } from './launch.ts';
import { blockersOf } from './review.ts';

/** How late a campaign may still leave by itself. Later than that a greeting may be worse than none: a person decides. */
export const GRACE_MS = 60 * 60 * 1000;

const TICK_MS = 5_000;

/** Has a campaign sent at a time. Who receives it is settled at that time, not now. */
export async function scheduleCampaign(tools: Tools, { id, at }: { id: string; at: number }): Promise<void> {
  const { db, clock, changes } = tools;
  const before = requireCampaign(db, id);
  requireDraft(before);
  if (at <= clock()) throw invalid('campaigns.past', 'This time is already over.', { at: 'is in the past' });
  const [blocker] = blockersOf(await inspect(db, before, clock()), { allowEmpty: false });
  if (blocker) throw conflict('campaigns.blocked', `${blocker.text} ${blocker.detail}`.trim());
  db.transaction(() => {
    const campaign = requireCampaign(db, id);
    requireDraft(campaign);
    updateCampaign(db, campaign.id, { scheduledAt: at, note: '', updatedAt: clock() });
  });
  changes.announce('campaigns');
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
  for (const id of listDue(db, Number.MAX_SAFE_INTEGER))
    updateCampaign(db, requireCampaign(db, id).id, { scheduledAt: null, note, updatedAt: now });
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
 * look, so neither a restart nor sleep loses one. What was missed by more than the grace, or cannot be sent, becomes a
 * draft again with a note that says why.
 */
export function createScheduler(options: { tools: Tools; logger: Logger }): Scheduler {
  const { tools, logger } = options;
  const { db, clock, changes } = tools;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    for (const id of listDue(db, clock())) {
      try {
        const { scheduledAt } = requireCampaign(db, id);
        if (scheduledAt === null) continue;
        if (clock() - scheduledAt > GRACE_MS) {
          giveBack(
            id,
            'Letterpress was not running when this campaign was due, so it was not sent. Send it now or choose another time.',
          );
        } else {
          await launchCampaign(tools, { id, scheduled: true });
        }
      } catch (error) {
        const facts = factsOf(error);
        if (!facts) logger.error('a scheduled campaign could not be launched', { campaign: id, error });
        giveBack(id, `It was due, but could not be sent. ${facts?.message ?? messageOf(error)}`);
      }
    }
  }

  function giveBack(id: string, note: string): void {
    const campaign = requireCampaign(db, id);
    if (campaign.status !== 'scheduled') return;
    updateCampaign(db, campaign.id, { scheduledAt: null, note, updatedAt: clock() });
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
