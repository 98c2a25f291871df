import type { Later, Manner } from '#shared/schema/plan.ts';
import type { OffsetOf } from '#shared/schema/zoned-time.ts';
import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { conflict } from '../base/errors.ts';
import type { WriteDb } from '../db/db.ts';
import { createSend, type Delivery, enqueue, planDispatch } from '../delivery/delivery.ts';
import { prepareLinks, registerLinks } from '../tracking/tracking.ts';
import { countAudience, ledgerRows } from './audience.report.ts';
import { requireCampaign, updateCampaign } from './campaigns.store.ts';
import { requireDraft } from './drafts.ts';
import type { FrozenSend } from './frozen.ts';
import { type Inspection, inspect } from './inspect.ts';
import { atOnce } from './plan.ts';
import { blockersOf } from './review.ts';
import { timedLedgerRows, zoneValues } from './waves.report.ts';
import { drawWaves } from './waves.ts';

/** What verbs that bring mail out work with; a workspace has it all. */
export type Tools = {
  readonly db: WriteDb;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly delivery: Pick<Delivery, 'wake'>;
  /** The rules of time zones, if not the system's. */
  readonly offsetOf?: OffsetOf;
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
 * Sends a campaign now: the message is compiled and frozen, its recipients are written into the ledger, and from then
 * on delivery works that off. All or nothing: on any objection the campaign stays the draft that it was.
 */
export async function launchCampaign(tools: Tools, launch: Launch): Promise<{ sendId: string; recipients: number }> {
  const { db, clock, changes, delivery } = tools;
  const before = requireCampaign(db, launch.id);
  if (!launch.scheduled) requireDraft(before);
  else if (before.status !== 'scheduled') throw conflict('campaigns.not-scheduled', 'This campaign is not scheduled any more.');
  const inspection = await inspect(db, before, clock());
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
    const { recipients } = countAudience(db, campaign.audience);
    if (launch.expected !== undefined && launch.expected !== recipients) {
      throw conflict(
        'campaigns.audience-changed',
        `This campaign would go to ${people(recipients)} by now, not ${launch.expected}. Please look again, then send.`,
      );
    }
    const { when, how } = (launch.scheduled && campaign.plan) || { when: launch.when, how: launch.how ?? atOnce };
    const created = freeze(db, { inspection, recipients, when, how, now, offsetOf: tools.offsetOf });
    updateCampaign(db, campaign.id, { scheduledAt: null, missedAt: null, note: '', updatedAt: now });
    return created;
  });
  changes.announce('campaigns', 'sends', 'messages');
  delivery.wake();
  return send;
}

type Freeze = {
  inspection: Inspection;
  recipients: number;
  when: Later | undefined;
  how: Manner;
  now: number;
  offsetOf: OffsetOf | undefined;
};

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
  const { rows, waves } = recipientsOf(db, launch);
  const { recipients } = enqueue(db, {
    sendId: send.id,
    transportId: transport.id,
    recipients: rows,
    timed: waves.length > 0,
    now,
  });
  planDispatch(db, {
    sendId: send.id,
    waves,
    spreadMs: how.kind === 'spread' ? how.ms : null,
    canary: how.kind === 'canary' ? how : null,
    now,
  });
  return { sendId: send.publicId, recipients };
}

function recipientsOf(db: WriteDb, { inspection, recipients, when, now, offsetOf }: Freeze) {
  const { audience } = inspection.campaign;
  if (when?.kind !== 'local') return { rows: ledgerRows(audience), waves: [] };
  const values = when.field === null ? [] : zoneValues(db, { audience, field: when.field });
  const drawn = drawWaves({ when, values, recipients, now, offsetOf });
  const waves = drawn.waves.map(({ at, recipients: some }) => ({ at, recipients: some }));
  return { rows: timedLedgerRows(audience, { drawn, field: when.field, now }), waves };
}

function refuseBlocked(inspection: Inspection, { allowEmpty = false }: Launch): void {
  const [first, ...others] = blockersOf(inspection, { allowEmpty });
  if (!first) return;
  const more = others.length === 0 ? '' : ` And ${others.length} more to mend: see the review.`;
  throw conflict('campaigns.blocked', `${first.text} ${first.detail}`.trim() + more);
}

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);
