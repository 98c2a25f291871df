import type { WriteDb } from '../db/db.ts';
import type { Job } from './claim.ts';
import type { Composed } from './compose.ts';
import { release } from './ledger.store.ts';
import type { Writer } from './write.ts';

export type Ready = { job: Job; composed: Composed };

/** The messages of a lane that are claimed and have not left yet; the first few of them are written already. */
export type Queue = {
  size: () => number;
  ready: () => number;
  holds: (sendId: number) => boolean;
  add: (jobs: readonly Job[]) => void;
  /** Writes ahead until so many are ready. */
  write: (upTo: number, now: number) => void;
  next: () => Ready | undefined;
  putBack: (ready: readonly Ready[]) => void;
  /** Takes messages out, for another fate than being sent. */
  take: (which: (job: Job) => boolean) => Job[];
  /** Gives messages back to the ledger. */
  letGo: (which: (job: Job) => boolean) => void;
};

export function createQueue(options: {
  db: WriteDb;
  writer: Writer;
  onSpoiled: (job: Job, error: unknown, now: number) => void;
}): Queue {
  let claimed: Job[] = [];
  let ready: Ready[] = [];
  const take = (which: (job: Job) => boolean): Job[] => {
    const taken = [...ready.map((one) => one.job), ...claimed].filter(which);
    if (taken.length > 0) {
      claimed = claimed.filter((job) => !which(job));
      ready = ready.filter(({ job }) => !which(job));
    }
    return taken;
  };
  return {
    size: () => claimed.length + ready.length,
    ready: () => ready.length,
    holds: (sendId) => claimed.some((job) => job.sendId === sendId) || ready.some(({ job }) => job.sendId === sendId),
    add: (jobs) => void claimed.push(...jobs),
    write: (upTo, now) => {
      while (ready.length < upTo) {
        const job = claimed.shift();
        if (!job) return;
        try {
          ready.push({ job, composed: options.writer.write(job, now) });
        } catch (error) {
          options.onSpoiled(job, error, now);
        }
      }
    },
    next: () => ready.shift(),
    putBack: (again) => void ready.unshift(...again),
    take,
    letGo: (which) => {
      for (const job of take(which)) release(options.db, job.id);
    },
  };
}
