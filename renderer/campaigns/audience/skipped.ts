import type { Report, Review } from '#shared/rpc/campaigns.ts';
import { number } from '../../ui/format.ts';

type Skipped = Review['audience']['skipped'];

const words: Record<keyof Skipped, string> = {
  suppressed: 'suppressed',
  unsubscribed: 'unsubscribed',
  pending: 'pending',
  excluded: 'left out by you',
  recent: 'mailed lately',
};
const meanings: Record<keyof Skipped, string> = {
  suppressed: 'Their address bounced, complained, unsubscribed or was blocked. It is never mailed.',
  unsubscribed: 'They have left the chosen lists.',
  pending: 'They have not confirmed yet that they want mail.',
  excluded: 'They are on a list or in a segment that is left out of this campaign.',
  recent: 'They got as many messages lately as the limit allows.',
};
const kinds = Object.keys(words) as (keyof Skipped)[];

export const skippedTotal = (skipped: Skipped): number => kinds.reduce((sum, kind) => sum + (skipped[kind] ?? 0), 0);

/** `212 suppressed, 301 unsubscribed, 8 pending` */
export const skippedInWords = (skipped: Skipped): string =>
  kinds
    .filter((kind) => (skipped[kind] ?? 0) > 0)
    .map((kind) => `${number(skipped[kind] ?? 0)} ${words[kind]}`)
    .join(', ');

export const skippedRows = (skipped: Skipped) =>
  kinds
    .filter((kind) => (skipped[kind] ?? 0) > 0)
    .map((kind) => ({ kind, label: words[kind], meaning: meanings[kind], count: skipped[kind] ?? 0 }));

const reasons: Record<string, string> = {
  suppressed: 'suppressed',
  unsubscribed: 'unsubscribed before their turn',
  bounced: 'bounced before their turn',
  complained: 'complained before their turn',
  blocked: 'blocked',
  cancelled: 'not sent, because it was cancelled',
  'mailed-recently': 'mailed lately, as often as the limit allows',
};

/** Why the ledger left somebody out, in words. */
export const skippedReason = ({ reason }: Report['skippedReasons'][number]): string => reasons[reason] ?? reason;
