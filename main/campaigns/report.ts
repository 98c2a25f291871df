import type { Report } from '#shared/rpc/campaigns.ts';
import type { ReadDb } from '../db/db.ts';
import { publicAddress } from '../tracking/tracking.ts';
import { requireCampaign } from './campaigns.store.ts';
import { createCostly, createCostlyAside } from './costly.ts';
import { isLarge } from './draw.report.ts';
import { clicksOverTime, domainsQuery, linksOf, refusalsOf, returnsOf, skippedReasonsOf, visitsOf } from './figures.report.ts';
import { frozenSend } from './frozen.ts';
import { contentOfSend } from './letters.report.ts';
import type { Reads } from './ports.ts';
import { type ProgressTools, progressOf } from './progress.ts';

type Domains = Report['domains'];

/** What became of a campaign's latest send. Every number is counted from the ledger and the event log when asked for. */
export function reportOf(tools: ProgressTools, campaignId: string): Report {
  const { db } = tools;
  const { report, counted } = figuresOf(tools, campaignId);
  return counted ? { ...report, domains: domains(counted, () => db.all(domainsQuery(counted.id))) } : report;
}

/** The same for a screen, which waits for nothing long on the main thread. */
export async function reportAside(tools: ProgressTools & { readonly reads: Reads }, campaignId: string): Promise<Report> {
  const { db, reads } = tools;
  if (!isLarge(db)) return reportOf(tools, campaignId);
  const { report, counted } = figuresOf(tools, campaignId);
  if (!counted) return report;
  const read = () => reads.rows<Domains[number]>({ file: db.file, query: domainsQuery(counted.id) });
  return { ...report, domains: await domainsAside(counted, read) };
}

/** Everything but the domains, and what these are counted by. */
function figuresOf(
  tools: ProgressTools,
  campaignId: string,
): { report: Report; counted: { key: ReadDb; id: number; mark: string } | null } {
  const { db } = tools;
  const campaign = requireCampaign(db, campaignId);
  const { send, status } = campaign;
  if (!send) {
    const reachable = publicAddress(db) !== '';
    const tracked = reachable && (campaign.trackOpens || campaign.trackClicks);
    return { report: { ...nothingYet, status, tracked }, counted: null };
  }
  const progress = progressOf(tools, send.publicId);
  const { counts } = progress;
  const frozen = frozenSend.parse(contentOfSend(db, send.id));
  const visits = visitsOf(db, send.id);
  const report: Report = {
    ...nothingYet,
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
    clicksOverTime: clicksOverTime(db, { sendId: send.id, startedAt: progress.startedAt }),
  };
  // Whoever asks once more after the last message is told of that one, too.
  const mark = progress.state === 'sending' ? 'sending' : JSON.stringify([progress.state, counts]);
  return { report, counted: { key: db, id: send.id, mark } };
}

const domains = createCostly<ReadDb, Domains>();
const domainsAside = createCostlyAside<ReadDb, Domains>();

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
