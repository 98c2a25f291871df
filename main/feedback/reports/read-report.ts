import { isAnswer, isAutoReply } from './auto-reply.ts';
import { readDeliveryStatus } from './delivery-status.ts';
import { readComplaint } from './feedback-report.ts';
import { type Mail, openMail } from './mail.ts';
import type { Report } from './report.ts';
import { readTextBounce } from './text-bounce.ts';
import { envelopeAddressesOf, envelopeIdsOf, messageIdsOf } from './traces.ts';

/** Says what a mail that came back is. It judges nothing by who it is about: that takes what only we could have written. */
export async function readReport(raw: Buffer): Promise<Report> {
  const mail = await openMail(raw);
  return {
    recipient: null,
    action: null,
    status: null,
    diagnostic: '',
    remoteMta: null,
    token: null,
    ...kindOf(mail),
    messageIds: messageIdsOf(mail),
    envelopeAddresses: envelopeAddressesOf(mail),
    envelopeIds: envelopeIdsOf(mail),
    id: /[^\s<>]+/.exec(mail.headers('message-id')[0] ?? '')?.[0] ?? '',
    from: mail.from,
    subject: mail.subject,
  };
}

function kindOf(mail: Mail): Partial<Report> & Pick<Report, 'kind'> {
  const complaint = readComplaint(mail);
  if (complaint === 'other') return { kind: 'unknown' };
  if (complaint) return { kind: 'complaint', recipient: complaint.recipient, diagnostic: complaint.words };
  // A receipt that somebody has read it is an answer of a kind, but nobody wrote it.
  if (mail.parts(/^message\/disposition-notification$/i).length > 0) return { kind: 'unknown' };
  const delivery = readDeliveryStatus(mail);
  if (delivery) return delivery;
  const token = tokenIn(mail.subject);
  if (token !== null) return { kind: 'unsubscribe', token, recipient: mail.from || null };
  const bounce = readTextBounce(mail);
  if (bounce) return bounce;
  if (isAutoReply(mail)) return { kind: 'auto-reply', recipient: mail.from || null };
  return { kind: isAnswer(mail) && !isOfMany(mail) ? 'reply' : 'unknown', recipient: mail.from || null };
}

/** `unsubscribe <token>`, whatever a mail program put before it or made of the space. */
const tokenIn = (subject: string): string | null =>
  /(?:^|[\s:])unsubscribe(?:\s|%20|\+|_)+([0-9a-z]{1,10}\.[A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])/i.exec(subject)?.[1] ?? null;

const isOfMany = (mail: Mail): boolean =>
  mail.headers('list-id').length > 0 || mail.headers('precedence').some((value) => /bulk|list|junk/i.test(value));
