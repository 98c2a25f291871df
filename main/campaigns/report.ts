import type { Report } from '#shared/rpc/campaigns.ts';
import type { ReadDb } from '../db/db.ts';
import { publicAddress } from '../tracking/tracking.ts';
import { requireCampaign } from './campaigns.store.ts';
import { createCostly, createCostlyAside } from './costly.ts';
import { isLarge } from './draw.report.ts';
import {
  clicksOverTime,
  domainsOf,
  type Figure,
  linksOf,
  refusalsOf,
  returnsOf,
  skippedReasonsOf,
  visitsOf,
} from './figures.report.ts';
import { frozenSend } from './frozen.ts';
import { contentOfSend } from './letters.report.ts';
import type { Reads } from './ports.ts';
import { type ProgressTools, progressOf } from './progress.ts';

type Domains = Report['domains'];

/** What became of a campaign's latest send. Every number is counted from the ledger and the event log when asked for. */
export function reportOf(tools: ProgressTools, campaignId: string): Report {
  const { db } = tools;
  const { report, sent } = begin(tools, campaignId);
  if (!sent) return report;
  const ask = <Row, Value>({ query, read }: Figure<Row, Value>): Value => read(db.all<Row>(query));
  const { id } = sent;
  return put(report, sent, {
    ...ask(visitsOf(id)),
    ...ask(returnsOf(id)),
    links: ask(linksOf(id)),
    skippedReasons: ask(skippedReasonsOf(id)),
    refusals: ask(refusalsOf(id)),
    clicksOverTime: ask(clicksOverTime({ sendId: id, startedAt: sent.startedAt })),
    domains: domains(sent, () => ask(domainsOf(id))),
  });
}

/** The same where many may be counted: nothing else waits for it. */
export async function reportAside(tools: ProgressTools & { readonly reads: Reads }, campaignId: string): Promise<Report> {
  const { db, reads } = tools;
  if (!isLarge(db)) return reportOf(tools, campaignId);
  const { report, sent } = begin(tools, campaignId);
  if (!sent) return report;
  const ask = async <Row, Value>({ query, read }: Figure<Row, Value>): Promise<Value> =>
    read(await reads.rows<Row>({ file: db.file, query }));
  const { id } = sent;
  const [visits, returns, links, skippedReasons, refusals, clicks, known] = await Promise.all([
    ask(visitsOf(id)),
    ask(returnsOf(id)),
    ask(linksOf(id)),
    ask(skippedReasonsOf(id)),
    ask(refusalsOf(id)),
    ask(clicksOverTime({ sendId: id, startedAt: sent.startedAt })),
    domainsAside(sent, () => ask(domainsOf(id))),
  ]);
  return put(report, sent, { ...visits, ...returns, links, skippedReasons, refusals, clicksOverTime: clicks, domains: known });
}

type Counted = Pick<Report, 'opens' | 'clicks' | 'unsubscribes' | 'bouncedLater' | 'complaints' | 'links' | 'skippedReasons'> &
  Pick<Report, 'refusals' | 'clicksOverTime' | 'domains'>;
type Sent = { key: ReadDb; id: number; mark: string; startedAt: number; isTracked: boolean };

// Amazon SES may have counted where we did not.
const put = (report: Report, { isTracked }: Sent, counted: Counted): Report => ({
  ...report,
  ...counted,
  tracked: isTracked || counted.opens.total + counted.clicks.total > 0,
});

/** What is known without counting, and of what the rest is counted. */
function begin(tools: ProgressTools, campaignId: string): { report: Report; sent: Sent | null } {
  const { db } = tools;
  const campaign = requireCampaign(db, campaignId);
  const { send, status } = campaign;
  if (!send) {
    const reachable = publicAddress(db) !== '';
    const tracked = reachable && (campaign.trackOpens || campaign.trackClicks);
    return { report: { ...nothingYet, status, tracked }, sent: null };
  }
  const progress = progressOf(tools, send.publicId);
  const { counts } = progress;
  const frozen = frozenSend.parse(contentOfSend(db, send.id));
  const report: Report = {
    ...nothingYet,
    status,
    tracked: false,
    progress,
    recipients: progress.recipients,
    accepted: counts.accepted,
    refused: counts.refused,
    deferred: counts.deferred,
    uncertain: counts.uncertain,
    skipped: counts.skipped,
    pending: counts.pending + counts.claimed + counts.attempting,
  };
  // Whoever asks once more after the last message is told of that one, too.
  const mark = progress.state === 'sending' ? 'sending' : JSON.stringify([progress.state, counts]);
  const isTracked = frozen.trackOpens || frozen.trackClicks;
  return { report, sent: { key: db, id: send.id, mark, startedAt: progress.startedAt, isTracked } };
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
