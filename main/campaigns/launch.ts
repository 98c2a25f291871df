import type { Later, Manner } from '#shared/schema/plan.ts';
import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { conflict } from '../base/errors.ts';
import type { WriteDb } from '../db/db.ts';
import { createSend, type Delivery, freezeAudience, planDispatch } from '../delivery/delivery.ts';
import { prepareLinks, registerLinks } from '../tracking/tracking.ts';
import { type AudienceTools, drawAhead } from './ask-audience.ts';
import { type Campaign, requireCampaign, updateCampaign } from './campaigns.store.ts';
import { insertConditions } from './conditions.store.ts';
import { peopleAhead, peopleOf } from './conditions.ts';
import { requireDraft } from './drafts.ts';
import { type Draw, drawAudience, type Frozen } from './draw.ts';
import type { FrozenSend } from './frozen.ts';
import { type Inspection, inspect } from './inspect.ts';
import { atOnce } from './plan.ts';
import { blockersOf } from './review.ts';

/** What verbs that bring mail out work with; a workspace has it all. */
export type Tools = AudienceTools & {
  readonly db: WriteDb;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly delivery: Pick<Delivery, 'wake'>;
};

type Launch = {
  /** The campaign's public id. */
  id: string;
  /** The number of recipients that a person saw; another one by now is a conflict. Without it any number is meant. */
  expected?: number;
  /** Whether a campaign that reaches nobody is sent, and thereby over, instead of refused. */
  allowEmpty?: boolean;
  /** Whether it is the scheduler that launches; then it goes out as it was planned. */
  scheduled?: boolean;
  how?: Manner;
  /** Each recipient's own time, where that is meant. */
  when?: Later;
};

/**
 * Sends a campaign now: the message is compiled and frozen with who receives it, and from then on delivery works that off.
 * All or nothing: on any objection the campaign stays the draft that it was.
 *
 * A large audience is read off the main thread, as it is at one moment. Who unsubscribes between that and the launch is
 * treated as if it had happened right after it: suppression is asked again before anything leaves.
 */
export async function launchCampaign(tools: Tools, launch: Launch): Promise<{ sendId: string; recipients: number }> {
  const { db, clock, changes, delivery } = tools;
  const before = requireCampaign(db, launch.id);
  if (!launch.scheduled) requireDraft(before);
  else if (before.status !== 'scheduled') throw conflict('campaigns.not-scheduled', 'This campaign is not scheduled any more.');
  const asked = whatToDraw(before, launch, clock());
  const ahead = await drawAhead(tools, asked);
  const inspection = await inspect(tools, before, clock(), ahead?.recipients);
  const { conditions } = inspection.compiled;
  // What is wrong with a condition is a blocker, which is told below.
  const aheadOf = inspection.compiled.problems.length === 0 ? await peopleAhead(tools, { conditions, now: asked.now }) : null;
  const send = db.transaction(() => {
    const campaign = requireCampaign(db, launch.id);
    // Compiling took a moment, in which it may have been edited, unscheduled or sent by another window.
    if (campaign.revision !== before.revision || campaign.status !== before.status) {
      throw conflict(
        'campaigns.changed-elsewhere',
        'This campaign was changed while it was being prepared. Look at it again, then send it.',
      );
    }
    refuseBlocked(inspection, launch);
    const now = clock();
    const drawn = ahead ?? drawAudience(db, { ...asked, now }, tools.offsetOf);
    const { recipients } = drawn;
    if (launch.expected !== undefined && launch.expected !== recipients) {
      throw conflict(
        'campaigns.audience-changed',
        `This campaign would go to ${people(recipients)} by now, not ${launch.expected}. Please look again, then send.`,
      );
    }
    const fulfilling = aheadOf ?? peopleOf(db, { conditions, now });
    const created = freeze(db, { inspection, drawn, fulfilling, how: plannedFor(campaign, launch).how, now });
    updateCampaign(db, campaign.id, { scheduledAt: null, missedAt: null, note: '', updatedAt: now });
    return created;
  });
  changes.announce('campaigns', 'sends', 'messages');
  delivery.wake();
  return send;
}

const plannedFor = (campaign: Campaign, { scheduled, when, how = atOnce }: Launch): { when?: Later | undefined; how: Manner } =>
  (scheduled && campaign.plan) || { when, how };

function whatToDraw(campaign: Campaign, launch: Launch, now: number): Draw {
  const { when, how } = plannedFor(campaign, launch);
  return {
    audience: campaign.audience,
    when: when && when.kind !== 'at' ? when : null,
    first: how.kind === 'canary' ? how.first : null,
    now,
  };
}

/** `fulfilling`: of each condition the bits of those who fulfil it. */
type Freeze = { inspection: Inspection; drawn: Frozen; fulfilling: readonly Uint8Array[]; how: Manner; now: number };

function freeze(db: WriteDb, launch: Freeze): { sendId: string; recipients: number } {
  const { inspection, how, now } = launch;
  const { campaign, brand, transport, compiled, publicAddress } = inspection;
  if (!brand || !transport) throw new Error('a campaign without sender or transport passed its review');
  const reachable = publicAddress !== '';
  const trackClicks = reachable && campaign.trackClicks;
  const prepared = trackClicks
    ? prepareLinks(compiled.html, compiled.text)
    : { html: compiled.html, text: compiled.text, mark: '', urls: [] };
  const content: FrozenSend = {
    from: { name: brand.fromName, email: brand.fromEmail },
    replyTo: brand.replyTo,
    attachments: inspection.attachments,
    compiled: { ...compiled, html: prepared.html, text: prepared.text },
    mark: prepared.mark,
    urls: prepared.urls,
    trackOpens: reachable && campaign.trackOpens,
    trackClicks,
    audience: campaign.audience,
    campaignName: campaign.name,
  };
  const send = createSend(db, { campaignId: campaign.id, transportId: transport.id, content, now });
  registerLinks(db, { sendId: send.id, urls: prepared.urls });
  insertConditions(db, { sendId: send.id, people: launch.fulfilling });
  const { recipients } = freezeAudience(db, { sendId: send.id, parts: launch.drawn.parts, now });
  planDispatch(db, {
    sendId: send.id,
    waves: (launch.drawn.drawn?.waves ?? []).map(({ at, recipients: some }) => ({ at, recipients: some })),
    spreadMs: how.kind === 'spread' ? how.ms : null,
    canary: how.kind === 'canary' ? how : null,
    now,
  });
  return { sendId: send.publicId, recipients };
}

function refuseBlocked(inspection: Inspection, { allowEmpty = false }: Launch): void {
  const [first, ...others] = blockersOf(inspection, { allowEmpty });
  if (!first) return;
  const more = others.length === 0 ? '' : ` And ${others.length} more to mend: see the review.`;
  throw conflict('campaigns.blocked', `${first.text} ${first.detail}`.trim() + more);
}

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);
