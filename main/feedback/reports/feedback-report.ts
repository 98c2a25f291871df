import { addressIn, first, readFields, typed } from './fields.ts';
import type { Mail } from './mail.ts';

type Complaint = { recipient: string | null; words: string };

/** What is reported and yet complains about nothing. */
const NO_COMPLAINT = /^(not-spam|auth-failure|dmarc|delivery)/;

/** A complaint in the abuse reporting format (RFC 5965), or as Outlook.com passes one on. Null where there is none. */
export function readComplaint(mail: Mail): Complaint | 'other' | null {
  const [report] = mail.parts(/^message\/feedback-report$/i);
  if (report !== undefined) {
    const fields = readFields(report);
    const type = first(fields, 'feedback-type').toLowerCase();
    if (NO_COMPLAINT.test(type)) return 'other';
    const rcpt = first(fields, 'original-rcpt-to') || first(fields, 'removal-recipient');
    return {
      recipient: addressIn(typed(rcpt)),
      words: `${type || 'abuse'} reported by ${first(fields, 'user-agent') || mail.from}`,
    };
  }
  if (/^staff@(hotmail|outlook)\.com$/.test(mail.from) && /^complaint about message from/i.test(mail.subject)) {
    const [returned] = mail.parts(/^message\/rfc822$/i);
    return { recipient: addressIn(first(readFields(returned ?? ''), 'x-hmxmroriginalrecipient')), words: mail.subject };
  }
  return null;
}
