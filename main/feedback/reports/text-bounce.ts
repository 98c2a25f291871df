import { statusIn } from './delivery-status.ts';
import { addressIn, first, readFields } from './fields.ts';
import type { Mail } from './mail.ts';
import type { Delivery } from './report.ts';
import { DELAYED, FAILED, introductions, RETURNED_BELOW } from './text-forms.ts';

/** How much behind an introduction belongs to it. */
const NEAR = 400;
const WORDS = 900;

/**
 * A delivery report without a part for machines, as nearly half of them are: qmail, older Exim, sendmail, Exchange,
 * Domino and many more write to a person only. Null where the mail is not from a mail system or tells of no failure.
 */
export function readTextBounce(mail: Mail): Delivery | null {
  const failedRecipients = mail.headers('x-failed-recipients').join(', ');
  if (!failedRecipients && !isFromMailSystem(mail)) return null;
  const body = aboveReturned(mail.text);
  const found = introduced(body);
  const delayed = DELAYED.test(mail.subject) || DELAYED.test(body);
  if (!found && !failedRecipients && !delayed && !(FAILED.test(mail.subject) && FAILED.test(body))) return null;

  const words = found?.words ?? body.slice(0, WORDS);
  const diagnostic = serversWords(words).replace(/\s+/g, ' ').trim();
  return {
    kind: delayed ? 'delay' : 'bounce',
    recipient: forwardedFrom(words) ?? addressIn(failedRecipients) ?? found?.address ?? lineAddress(body) ?? originalTo(mail),
    action: delayed ? 'delayed' : 'failed',
    status: statusIn(diagnostic),
    diagnostic: diagnostic.slice(0, 500),
    remoteMta: /\bhost ([a-z0-9.-]+\.[a-z]{2,})/i.exec(words)?.[1] ?? null,
  };
}

const MAIL_SYSTEM =
  /^(mailer-?daemon|mail-?daemon|postmaster|mdaemon|mail|mailadmin|mailadministrator|mailsystem|postoffice|double-bounce|bounces?)([+-]\S*)?@/;
const MAIL_SYSTEM_NAME = /mail(er)?[- ]?(daemon|delivery|system)|postmaster|system administrator|mail administrator|mailzustell/i;

/** A reply that quotes a report comes from a person and has a way back; a report has neither. */
function isFromMailSystem(mail: Mail): boolean {
  if (MAIL_SYSTEM.test(mail.from) || MAIL_SYSTEM_NAME.test(mail.fromName)) return true;
  const nobody = mail.headers('return-path').some((path) => /^<?\s*>?$/.test(path));
  return nobody && (FAILED.test(mail.subject) || mail.contentType.startsWith('multipart/report'));
}

function introduced(body: string): { address: string | null; words: string } | null {
  for (const introduction of introductions) {
    const match = introduction.exec(body);
    if (!match) continue;
    const end = match.index + match[0].length;
    const address = addressIn(match.groups?.['address'] ?? body.slice(end, end + NEAR));
    if (address) return { address, words: body.slice(match.index, end + WORDS) };
  }
  return null;
}

/** What we mailed, where the failure was at the address that it was forwarded to. */
const forwardedFrom = (words: string): string | null =>
  addressIn(/\((?:ultimately )?(?:generated|expanded) from:? ([^)]{3,320})\)/i.exec(words)?.[1] ?? '');

/**
 * From where a server is quoted. What a report says before is the same for every reason, and how Exim leads over to the
 * server sounds like a reason of its own.
 */
function serversWords(words: string): string {
  const quoted = QUOTED.exec(words);
  const line = quoted ? (words.slice(0, quoted.index).split('\n').at(-1) ?? '') : '';
  const said = quoted && quoted[0].length > 20 ? `${line}${quoted[0]}` : words;
  return said.replace(/SMTP error from remote (?:mail )?server (?:after|for) [^\n]{0,300}?(?:\n|:\s+(?=\d{3}))/gi, '');
}

const QUOTED =
  /(?:\breason|\bbecause|error(?: message| code)?|said|says|replied|response was|server returned was|log follows)\s*:?\s*[^\n]*\n?[\s\S]*|(?<![\d.])[45]\d\d[ -][\s\S]*|\(?#?[45]\.\d{1,3}\.\d{1,3}[\s\S]*/i;

function aboveReturned(text: string): string {
  const cut = RETURNED_BELOW.exec(text);
  return cut && cut.index > 0 ? text.slice(0, cut.index) : text;
}

/** An address that has a line of its own, as most forms have it. */
const lineAddress = (body: string): string | null =>
  addressIn(/^[ \t>]*<?[^\s<>@]{1,64}@[^\s<>@:]{3,255}>?:?[ \t]*$/m.exec(body)?.[0] ?? '') ??
  addressIn(/RCPT TO:\s*<([^<>\s]{3,320})>/i.exec(body)?.[1] ?? '');

/** Whom the returned message was for, where it was for one. */
function originalTo(mail: Mail): string | null {
  const [part] = mail.parts(/^(message\/(rfc822|global)|text\/rfc822-headers)$/i);
  const cut = RETURNED_BELOW.exec(mail.text);
  const returned = part ?? (cut ? mail.text.slice(cut.index).replace(/^.*?(?=^[A-Z][\w-]+:)/ms, '') : '');
  const to = first(readFields(returned.split(/\n[ \t]*\n/)[0] ?? ''), 'to');
  return (to.match(/@/g) ?? []).length === 1 ? addressIn(to) : null;
}
