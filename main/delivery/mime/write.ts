import { domainOf } from '../address.ts';
import type { Job } from '../ledger/claim.ts';
import type { Marks } from '../ledger/marks.ts';
import type { ActiveKey } from '../signing/signing.ts';
import { createSign } from '../signing/signing-signature.ts';
import type { Transport } from '../transports/transports.store.ts';
import { type Compose, type Composed, createComposer } from './compose.ts';
import type { Letters, WriteLetter } from './letter.ts';

/** Writes messages: what a send needs is prepared once and kept while the send is open. */
export type Writer = {
  /** `transport` is what will carry the message. */
  write: (job: Job, transport: Transport, now: number) => Composed;
  forget: (sendId: number) => void;
};

export function createWriter(options: { letters: Letters; marks: Marks; keyring: (domain: string) => ActiveKey | null }): Writer {
  const { letters, marks, keyring } = options;
  const prepared = new Map<number, { letter: WriteLetter; compose: Compose }>();

  const prepare = (job: Job) => {
    if (job.sendId === null) return { letter: letters.forContent(JSON.parse(job.content ?? 'null')), compose: createComposer() };
    const known = prepared.get(job.sendId);
    if (known) return known;
    const made = { letter: letters.forSend(job.sendId), compose: createComposer() };
    prepared.set(job.sendId, made);
    return made;
  };

  return {
    write: (job, transport, now) => {
      const { letter, compose } = prepare(job);
      const written = letter(job.recipient);
      const { bounceAddress } = transport;
      const key = keyring(domainOf(written.from.email));
      return compose(written, {
        to: job.email,
        messageId: marks.messageIdHeader(job, written.from.email),
        mark: marks.mark(job.id),
        returnPath: bounceAddress === '' ? null : marks.returnPath(job.id, bounceAddress),
        sign: key && createSign(key, { replaced: isAmazon(transport) }),
        now,
      });
    },
    forget: (sendId) => void prepared.delete(sendId),
  };
}

/** Amazon SES, by its own interface or by SMTP. */
const isAmazon = (transport: Transport): boolean =>
  transport.kind === 'ses' || (transport.kind === 'smtp' && /\.amazonaws\.com$/i.test(transport.settings.host));
