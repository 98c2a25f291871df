import { classifyStatus, refusalReason } from '../../delivery/delivery.ts';
import type { SesEvent } from './event.ts';

type Reason = ReturnType<typeof refusalReason>;

const passing: Record<string, Reason> = {
  MailboxFull: 'mailbox',
  MessageTooLarge: 'content',
  ContentRejected: 'content',
  AttachmentRejected: 'content',
};

/** Amazon did not even try, because it knows the address as dead or as complaining. */
const NOT_TRIED = new Set(['Suppressed', 'OnAccountSuppressionList']);

/**
 * What a bounce is about. Only `bounced` says that nobody is at the address; Amazon's “Permanent” alone does not, for a
 * server that refuses us for good is permanent as well.
 */
export function bounceReason({ type, subType, status, diagnostic }: NonNullable<SesEvent['bounce']>): Reason {
  if (type === 'Reject') return 'content';
  if (type !== 'Permanent') return passing[subType] ?? 'other';
  if (subType === 'NoEmail' || NOT_TRIED.has(subType)) return 'bounced';
  if (subType !== 'General') return 'other';
  const { kind } = classifyStatus({ enhancedCode: status, words: diagnostic });
  return kind === 'other' || kind === 'transient' ? 'bounced' : refusalReason(kind);
}

export function bounceWords({ type, subType, diagnostic }: NonNullable<SesEvent['bounce']>): string {
  if (NOT_TRIED.has(subType)) return 'Amazon SES did not try: the address is on its list of those that bounced or complained.';
  return diagnostic || `Amazon SES: ${type} ${subType}`.trim();
}
