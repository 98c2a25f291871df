import type { z } from 'zod';
import { type Campaign, reportAside } from '../../campaigns/campaigns.ts';
import type { Workspace } from '../../workspace.ts';
import {
  type AgentRow,
  agentsQuery,
  type HourRow,
  heatmapQuery,
  type TagRow,
  tagsQuery,
  type VisitRow,
  visitsQuery,
} from './campaigns.report.ts';
import { toId } from './ids.ts';
import { iso, isoOrNull } from './iso.ts';
import { slugOf } from './tags.ts';
import type { analytics } from './wire.ts';

type Analytics = z.output<typeof analytics>;

/** The report of a campaign. Where people are is not known, since no addresses of theirs are kept: all of them count as ZZ. */
export async function analyticsOf(workspace: Workspace, campaign: Campaign): Promise<Analytics> {
  const { db, reads, clock } = workspace;
  const sendId = campaign.send?.id ?? -1;
  const ask = <Row>(query: Parameters<typeof reads.rows>[0]['query']) => reads.rows<Row>({ file: db.file, query });
  const [report, visits, hours, agents, tags] = await Promise.all([
    reportAside(workspace, campaign.publicId),
    ask<VisitRow>(visitsQuery(sendId)),
    ask<HourRow>(heatmapQuery(sendId)),
    ask<AgentRow>(agentsQuery(sendId)),
    ask<TagRow>(tagsQuery(sendId)),
  ]);
  const of = (name: string) => visits.find((row) => row.name === name) ?? { total: 0, people: 0, firstAt: null, lastAt: null };
  const [opens, clicks] = [of('opened'), of('clicked')];
  const delivered = Math.max(0, report.accepted - report.bouncedLater);
  const heatmap = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { slot, opens: count } of hours) {
    const day = heatmap[Math.floor(slot / 24)];
    if (day) day[slot % 24] = count;
  }
  return {
    campaign_id: toId('cmp', campaign.publicId),
    generated_at: iso(clock()),
    tracked: report.tracked,
    totals: {
      recipients: report.recipients,
      sent: report.accepted,
      delivered,
      bounced: report.refused + report.bouncedLater,
      unsubscribed: report.unsubscribes,
      complained: report.complaints,
    },
    opens: {
      total: opens.total,
      unique: opens.people,
      rate: share(opens.people, delivered),
      first_at: isoOrNull(opens.firstAt),
      last_at: isoOrNull(opens.lastAt),
    },
    clicks: {
      total: clicks.total,
      unique: clicks.people,
      rate: share(clicks.people, delivered),
      click_to_open_rate: share(clicks.people, opens.people),
      links: report.links.map(({ url, clicks: total, people }) => ({ url, total, unique: people })),
    },
    geo: opens.total + clicks.total === 0 ? [] : [{ country: 'ZZ', opens: opens.total, clicks: clicks.total }],
    devices: devicesOf(agents),
    clients: clientsOf(agents),
    heatmap,
    tags: tags.map(({ tag, ...counts }) => ({ tag: slugOf(tag), ...counts })),
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((10_000 * part) / whole) / 10_000);

type Device = keyof Analytics['devices'];
const DEVICES: readonly (readonly [RegExp, Device])[] = [
  [/bot|crawler|spider|proxy|preview|scanner|barracuda|mimecast|proofpoint/i, 'bot'],
  [/ipad|tablet|kindle|silk/i, 'tablet'],
  [/android(?!.*mobile)/i, 'tablet'],
  [/iphone|ipod|mobile|android/i, 'mobile'],
  [/windows|macintosh|mac os|x11|linux|cros/i, 'desktop'],
];
const deviceOf = (agent: string): Device => DEVICES.find(([pattern]) => pattern.test(agent))?.[1] ?? 'unknown';

/** Images that a mail service fetches for its people tell nothing of what they read on. */
function devicesOf(agents: readonly AgentRow[]): Analytics['devices'] {
  const counts = { desktop: 0, mobile: 0, tablet: 0, bot: 0, unknown: 0 };
  for (const { agent, opens } of agents) counts[deviceOf(agent)] += opens;
  return counts;
}

const CLIENTS: readonly (readonly [RegExp, string])[] = [
  [/googleimageproxy/i, 'Gmail'],
  [/yahoomailproxy/i, 'Yahoo Mail'],
  [/thunderbird/i, 'Thunderbird'],
  [/outlook|microsoft office/i, 'Outlook'],
  [/edg\//i, 'Edge'],
  [/firefox/i, 'Firefox'],
  [/chrome|crios/i, 'Chrome'],
  [/applewebkit(?!.*safari)/i, 'Apple Mail'],
  [/safari/i, 'Safari'],
];

function clientsOf(agents: readonly AgentRow[]): Analytics['clients'] {
  const counts = new Map<string, number>();
  for (const { agent, opens } of agents) {
    const name = CLIENTS.find(([pattern]) => pattern.test(agent))?.[1] ?? 'Other';
    counts.set(name, (counts.get(name) ?? 0) + opens);
  }
  return [...counts].map(([name, opens]) => ({ name, opens })).sort((a, b) => b.opens - a.opens);
}
