import { classifyStatus, refusalReason } from '../../delivery/delivery.ts';
import type { Report } from './report.ts';

/**
 * What a bounce means, by the same table as a server's reply at the door. `bounced` and permanent is the one kind after
 * which an address is never mailed again.
 */
export function verdictOf(report: Pick<Report, 'kind' | 'status' | 'diagnostic'>): { permanent: boolean; reason: string } {
  if (report.kind !== 'bounce') return { permanent: false, reason: '' };
  const { kind, permanent } = classifyStatus({ enhancedCode: report.status, words: report.diagnostic });
  return { permanent, reason: refusalReason(kind) };
}
