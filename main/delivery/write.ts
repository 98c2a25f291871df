import type { Job } from './claim.ts';
import { type Compose, type Composed, createComposer } from './compose.ts';
import type { Letters, WriteLetter } from './letter.ts';
import type { Marks } from './marks.ts';

/** Writes messages: what a send needs is prepared once and kept while the send is open. */
export type Writer = { write: (job: Job, now: number) => Composed; forget: (sendId: number) => void };

export function createWriter(options: { letters: Letters; marks: Marks }): Writer {
  const { letters, marks } = options;
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
    write: (job, now) => {
      const { letter, compose } = prepare(job);
      const written = letter(job.recipient);
      return compose(written, { to: job.email, messageId: marks.messageIdHeader(job, written.from.email), now });
    },
    forget: (sendId) => void prepared.delete(sendId),
  };
}
