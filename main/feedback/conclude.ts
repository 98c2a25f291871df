import { unsubscribeRecipient } from '../campaigns/campaigns.ts';
import type { WriteDb } from '../db/db.ts';
import type { Evidence, Marks } from '../delivery/delivery.ts';
import { findLinkKey, readToken } from '../tracking/tracking.ts';
import { findMessage } from './match.ts';
import { hasUnsubscribed } from './recent.report.ts';
import { recordEvidence } from './record.ts';
import type { Report } from './reports/report.ts';
import { verdictOf } from './reports/verdict.ts';

/**
 * What a mail came to; `other` for one that is not about a message of ours, which is left alone, and `known` for one
 * that was read before.
 */
export type Conclusion = 'bounce' | 'delay' | 'complaint' | 'unsubscribe' | 'reply' | 'auto-reply' | 'other' | 'known';

const WHAT = {
  bounce: 'bounced',
  delay: 'delayed',
  complaint: 'complained',
  reply: 'replied',
  'auto-reply': 'answered',
} as const;
/** Kinds of mail that anybody may send about anybody: they count only with what nobody else could have written. */
const NEED_PROOF = new Set<Report['kind']>(['complaint', 'reply']);

type Read = {
  report: Report;
  marks: Marks;
  /** What tells this mail from others. */
  mark: string;
  now: number;
};

/**
 * Draws from a mail what it says about a message of ours: evidence, an event, an unsubscribe. Read again it comes to the
 * same. Without our mark in it nobody is suppressed.
 */
export function conclude(db: WriteDb, { report, marks, mark, now }: Read): Conclusion {
  const { kind } = report;
  if (kind === 'unknown') return 'other';
  if (kind === 'unsubscribe') return unsubscribe(db, report.token ?? '', now);
  const match = findMessage(db, { report, marks, now });
  if (!match || (!match.proven && NEED_PROOF.has(kind))) return 'other';
  const verdict = verdictOf(report);
  const evidence: Evidence = {
    messageId: match.messageId,
    what: WHAT[kind],
    permanent: match.proven && verdict.permanent,
    reason: verdict.reason,
    enhancedCode: report.status,
    words: wordsOf(report),
    source: 'mailbox',
    mark,
    at: now,
  };
  return recordEvidence(db, evidence) ? kind : 'known';
}

function unsubscribe(db: WriteDb, token: string, at: number): 'unsubscribe' | 'known' | 'other' {
  const key = findLinkKey(db);
  const read = key === null ? null : readToken(key, 'unsubscribe', token);
  if (read === null) return 'other';
  const known = hasUnsubscribed(db, read.messageId);
  if (!unsubscribeRecipient(db, { messageId: read.messageId, at, how: 'by mail' })) return 'other';
  return known ? 'known' : 'unsubscribe';
}

const wordsOf = ({ kind, diagnostic, subject }: Report): string => (kind === 'auto-reply' ? subject : diagnostic).slice(0, 500);
