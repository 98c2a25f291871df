import { sourceIn } from '#shared/content/source.ts';
import type { Campaign } from '#shared/rpc/campaigns.ts';
import type { CampaignStatus } from '#shared/schema/words.ts';
import type { Tone } from '../ui/Chip.tsx';

/** How a campaign's status is called and coloured; the colour never stands alone. */
export const statusWords: Record<CampaignStatus, { label: string; tone: Tone }> = {
  draft: { label: 'Draft', tone: 'plain' },
  scheduled: { label: 'Scheduled', tone: 'accent' },
  sending: { label: 'Sending', tone: 'info' },
  paused: { label: 'Paused', tone: 'warn' },
  cancelled: { label: 'Cancelled', tone: 'bad' },
  sent: { label: 'Sent', tone: 'good' },
};

/** Whether the campaign says to whom, from whom and about what. */
export const audienceIsReady = (campaign: Pick<Campaign, 'audience' | 'brandId' | 'subject'>): boolean => {
  const { everyone, listIds, tagIds } = campaign.audience;
  return (everyone || listIds.length > 0 || tagIds.length > 0) && campaign.brandId !== null && campaign.subject.trim() !== '';
};

/** Whether there is anything to read in it. */
export const designIsReady = ({ document }: Pick<Campaign, 'document'>): boolean =>
  document.kind === 'blocks' ? document.blocks.length > 0 : sourceIn(document).trim() !== '';

/** `Regulars, Newsletter and Wholesale` */
export const inWords = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
