import type { Campaign } from '#shared/rpc/campaigns.ts';

const keys = ['name', 'brandId', 'transportId', 'subject', 'preheader', 'audience', 'trackOpens', 'trackClicks'] as const;

/** What is edited outside of the design. */
export type Draft = Pick<Campaign, (typeof keys)[number]>;

export const draftOf = (campaign: Campaign): Draft => ({
  name: campaign.name,
  brandId: campaign.brandId,
  transportId: campaign.transportId,
  subject: campaign.subject,
  preheader: campaign.preheader,
  audience: campaign.audience,
  trackOpens: campaign.trackOpens,
  trackClicks: campaign.trackClicks,
});

/** The fields that differ. A campaign always has a name, so an emptied one waits until something is typed. */
export function difference(saved: Draft, current: Draft): Partial<Draft> | null {
  const changed = keys.filter((key) => JSON.stringify(saved[key]) !== JSON.stringify(current[key]));
  const entries = changed.filter((key) => key !== 'name' || current.name.trim() !== '').map((key) => [key, current[key]]);
  return entries.length === 0 ? null : (Object.fromEntries(entries) satisfies Partial<Draft>);
}
