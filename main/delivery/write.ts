import { signature, token } from '../base/ids.ts';
import type { Secrets } from '../base/secrets.ts';
import { domainOf } from './address.ts';
import type { Job } from './claim.ts';
import { type Compose, type Composed, createComposer } from './compose.ts';
import type { Letters, WriteLetter } from './letter.ts';

/** Writes messages: what a send needs is prepared once and kept while the send is open. */
export type Writer = { write: (job: Job, now: number) => Composed; forget: (sendId: number) => void };

const KEY_NAME = 'delivery:message-id';

export function createWriter(options: { letters: Letters; secrets: Secrets }): Writer {
  const { letters, secrets } = options;
  const prepared = new Map<number, { letter: WriteLetter; compose: Compose }>();
  const key = messageIdKey(secrets);

  const prepare = (job: Job) => {
    if (job.sendId === null) return { letter: letters.forContent(JSON.parse(job.content ?? 'null')), compose: createComposer() };
    const known = prepared.get(job.sendId);
    if (known) return known;
    const made = { letter: letters.forSend(job.sendId), compose: createComposer() };
    prepared.set(job.sendId, made);
    return made;
  };

  return {
    write: (job, now) => {
      const { letter, compose } = prepare(job);
      const written = letter(job.recipient);
      // The same at every attempt, so that a server that knows it already can tell; nobody else can make one up.
      const proof = signature(key, `${job.id} ${job.createdAt} ${job.emailKey}`);
      const messageId = `<${job.id.toString(36)}.${proof}@${domainOf(written.from.email)}>`;
      return compose(written, { to: job.email, messageId, now });
    },
    forget: (sendId) => void prepared.delete(sendId),
  };
}

function messageIdKey(secrets: Secrets): string {
  const known = secrets.get(KEY_NAME);
  if (known) return known;
  const made = token();
  secrets.set(KEY_NAME, made);
  return made;
}
