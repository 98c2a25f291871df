import type { Mail } from './mail.ts';

const DELIVERED_TO = [
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-delivered-to',
  'x-rcpt-to',
  'x-real-to',
  'x-forwarded-to',
  'apparently-to',
  'original-recipient',
  'return-path',
  'to',
  'cc',
];

/** Most that are looked at: a mail may quote a whole archive. */
const MOST = 200;

/**
 * Where a mark of ours may be: the addresses that a mail was delivered to, then the return paths that it quotes. A mark
 * proves itself, so what merely looks like one does no harm.
 */
export function envelopeAddressesOf(mail: Mail): string[] {
  const own = DELIVERED_TO.flatMap((name) => mail.headers(name)).flatMap(markedIn);
  const received = mail.headers('received').flatMap((line) => markedIn(/\bfor\s+(\S+)/i.exec(line)?.[1] ?? ''));
  return [...new Set([...own, ...received, ...quoted(mail).flatMap(markedIn)])].slice(0, MOST);
}

/** The Message-IDs that a mail quotes, those of a returned original before those that it answers to. */
export function messageIdsOf(mail: Mail): string[] {
  const returned = quoted(mail).flatMap((text) =>
    [...text.matchAll(/message-id:\s*<?([^\s<>@]{3,300}@[^\s<>@]{1,255})>?/gi)].map(([, id]) => id ?? ''),
  );
  const answered = ['in-reply-to', 'references', 'x-original-message-id', 'original-message-id']
    .flatMap((name) => mail.headers(name))
    .flatMap((value) => [...value.matchAll(/[^\s<>@]{3,300}@[^\s<>@]{1,255}/g)].map(([id]) => id));
  return [...new Set([...returned, ...answered])].slice(0, MOST);
}

export const envelopeIdsOf = (mail: Mail): string[] =>
  mail
    .parts(/^message\/((global-)?delivery-status|feedback-report)$/i)
    .flatMap((text) => [...text.matchAll(/^Original-Envelope-I[dD]:[ \t]*(\S{1,100})/gim)].map(([, id]) => id ?? ''));

const quoted = (mail: Mail): string[] => [
  ...mail.parts(
    /^(message\/(rfc822|global|rfc822-headers|global-headers|feedback-report|(global-)?delivery-status)|text\/rfc822-headers)$/i,
  ),
  mail.text,
];

/** Addresses with something behind a plus, as return paths of ours have. */
const markedIn = (text: string): string[] =>
  [...text.matchAll(/[^\s<>()[\]",;:+@]{1,64}\+[0-9a-z]{1,10}-[0-9a-f]{20}@[^\s<>()[\]",;:@]{1,255}/gi)].map(
    ([address]) => address,
  );
