import type { ApiKey } from '#shared/rpc/access.ts';
import type { Report as DomainReport } from '#shared/rpc/campaigns.ts';
import type { FieldValues } from '#shared/schema/shapes.ts';
import type { CampaignStatus, MembershipStatus, SuppressionReason } from '#shared/schema/words.ts';
import type { Brand, Campaign, List, Report, StatusWord, Subscriber } from './wire.ts';

/** Pure: what the domain says in the words of this dialect, and back. */

const toTime = (at: number): string => new Date(at).toISOString();
const toDate = (at: number): string => toTime(at).slice(0, 10);

export const toBrand = (
  brand: { publicId: string; name: string; fromName: string; fromEmail: string; replyTo: string; createdAt: number },
  ownerId: string,
): Brand => ({
  id: brand.publicId,
  owner_id: ownerId,
  name: brand.name,
  from_name: brand.fromName,
  from_email: brand.fromEmail,
  reply_to: brand.replyTo,
  created_at: toTime(brand.createdAt),
});

export const toList = (
  list: { id: string; name: string; brandId: string | null; subscribed: number; createdAt: number },
  ownerId: string,
): List => ({
  id: list.id,
  owner_id: ownerId,
  brand_id: list.brandId,
  name: list.name,
  created_at: toTime(list.createdAt),
  subscriber_count: list.subscribed,
});

/** The same state has two names: `active` beneath a list, `subscribed` in the flat collection. */
export type Place = 'flat' | 'nested';

/** One membership with what is known of its contact. */
type SubscriberFacts = {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  status: MembershipStatus;
  suppressed: SuppressionReason | null;
  listId: string;
  /** Every list that holds the contact. */
  listNames: readonly string[];
  fields: FieldValues;
  createdAt: number;
};

export const toSubscriber = (facts: SubscriberFacts, options: { ownerId: string; place: Place }): Subscriber => ({
  id: facts.id,
  email: facts.email.toLowerCase(),
  name: [facts.firstName, facts.lastName].filter(Boolean).join(' '),
  status: toStatus(facts, options.place),
  lists: [...facts.listNames],
  list_id: facts.listId,
  owner_id: options.ownerId,
  created_at: toTime(facts.createdAt),
  fields: facts.fields,
});

/** A suppressed address receives nothing, so its suppression shows before what the membership says. */
export function toStatus(facts: Pick<SubscriberFacts, 'status' | 'suppressed'>, place: Place): StatusWord {
  if (facts.suppressed === 'bounced' || facts.suppressed === 'complained') return facts.suppressed;
  if (facts.suppressed) return 'unsubscribed';
  if (facts.status === 'subscribed') return place === 'flat' ? 'subscribed' : 'active';
  return facts.status;
}

/** What a status word asks for: a status of the membership, or a suppression of the address. */
export function fromStatus(word: StatusWord): { status: MembershipStatus | null; suppress: 'bounced' | 'complained' | null } {
  if (word === 'bounced' || word === 'complained') return { status: null, suppress: word };
  return { status: word === 'active' ? 'subscribed' : word, suppress: null };
}

/** One name on the wire is two here: the first word, and the rest. */
export function fromName(name: string): { firstName: string; lastName: string } {
  const [firstName = '', ...rest] = name.trim().split(/\s+/);
  return { firstName: firstName.slice(0, 200), lastName: rest.join(' ').slice(0, 200) };
}

const CAMPAIGN_STATUS: Record<CampaignStatus, string> = {
  draft: 'draft',
  scheduled: 'scheduled',
  sending: 'queued',
  paused: 'queued',
  cancelled: 'cancelled',
  sent: 'sent',
};

export const toCampaign = (facts: {
  id: string;
  ownerId: string;
  brandId: string | null;
  subject: string;
  html: string;
  text: string;
  blocks: readonly unknown[];
  status: CampaignStatus;
  scheduledAt: number | null;
  createdAt: number;
}): Campaign => ({
  id: facts.id,
  owner_id: facts.ownerId,
  brand_id: facts.brandId,
  subject: facts.subject,
  html_body: facts.html,
  plain_body: facts.text,
  body_json: JSON.stringify(facts.blocks),
  status: CAMPAIGN_STATUS[facts.status],
  scheduled_at: facts.scheduledAt === null ? null : toTime(facts.scheduledAt),
  created_at: toTime(facts.createdAt),
});

/** Dollars for a thousand messages, as the original reckons. */
const COST_PER_THOUSAND = 0.1;

export const toReport = (report: DomainReport): Report => ({
  recipients: report.recipients,
  sent: report.accepted,
  opens: { total: report.opens.total, unique: report.opens.people },
  clicks: { total: report.clicks.total, unique: report.clicks.people },
  bounces: report.refused,
  complaints: 0,
  unsubscribes: report.unsubscribes,
  cost: (report.accepted / 1000) * COST_PER_THOUSAND,
});

export const toApiKey = (key: ApiKey) => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  createdAt: toDate(key.createdAt),
  lastUsedAt: key.lastUsedAt === null ? null : toDate(key.lastUsedAt),
});
