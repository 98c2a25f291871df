import type { Report } from '#shared/rpc/campaigns.ts';
import type { ReadDb } from '../db/db.ts';
import { publicAddress } from '../tracking/tracking.ts';
import { requireCampaign } from './campaigns.store.ts';
import { createCostly } from './costly.ts';
import { clicksOverTime, domainsOf, linksOf, refusalsOf, returnsOf, skippedReasonsOf, visitsOf } from './figures.report.ts';
import { frozenSend } from './frozen.ts';
import { contentOfSend } from './letters.report.ts';
import { type ProgressTools, progressOf } from './progress.ts';

/** What became of a campaign's latest send. Every number is counted from the ledger and the event log when asked for. */
export function reportOf(tools: ProgressTools, campaignId: string): Report {
  const { db } = tools;
  const campaign = requireCampaign(db, campaignId);
  const { send, status } = campaign;
  if (!send) {
    const reachable = publicAddress(db) !== '';
    return { ...nothingYet, status, tracked: reachable && (campaign.trackOpens || campaign.trackClicks) };
  }
  const progress = progressOf(tools, send.publicId);
  const { counts } = progress;
  const frozen = frozenSend.parse(contentOfSend(db, send.id));
  const visits = visitsOf(db, send.id);
  return {
    status,
    progress,
    recipients: progress.recipients,
    accepted: counts.accepted,
    refused: counts.refused,
    deferred: counts.deferred,
    uncertain: counts.uncertain,
    skipped: counts.skipped,
    pending: counts.pending + counts.claimed + counts.attempting,
    ...visits,
    ...returnsOf(db, send.id),
    // Amazon SES may have counted where we did not.
    tracked: frozen.trackOpens || frozen.trackClicks || visits.opens.total + visits.clicks.total > 0,
    links: linksOf(db, send.id),
    skippedReasons: skippedReasonsOf(db, send.id),
    refusals: refusalsOf(db, send.id),
    domains: domains({ key: db, id: send.id, mark: progress.state }, () => domainsOf(db, send.id)),
    clicksOverTime: clicksOverTime(db, { sendId: send.id, startedAt: progress.startedAt }),
  };
}

const domains = createCostly<ReadDb, Report['domains']>();

const nothingYet: Omit<Report, 'status' | 'tracked'> = {
  progress: null,
  recipients: 0,
  accepted: 0,
  refused: 0,
  deferred: 0,
  uncertain: 0,
  skipped: 0,
  pending: 0,
  opens: { total: 0, people: 0 },
  clicks: { total: 0, people: 0 },
  unsubscribes: 0,
  bouncedLater: 0,
  complaints: 0,
  links: [],
  skippedReasons: [],
  refusals: [],
  domains: [],
  clicksOverTime: [],
};
