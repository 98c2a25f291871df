import type { WriteDb } from '../../db/db.ts';
import { release } from '../ledger/claim.store.ts';
import type { Job } from '../ledger/claim.ts';
import type { Composed } from '../mime/compose.ts';
import type { Writer } from '../mime/write.ts';
import type { Transport } from '../transports/transports.store.ts';

/** Octets that may lie ready: messages with large files are written only as they are needed. */
const MOST_READY = 24_000_000;
/** So long is written at once: whoever asks something in the meantime is not to wait for longer. */
const AT_ONCE_MS = 4;

export type Ready = { job: Job; composed: Composed };

type Saved = { claimed: readonly Job[]; ready: readonly Ready[] };

/** The messages of a lane that are claimed and have not left yet; the first few of them are written already. */
export type Queue = {
  size: () => number;
  ready: () => number;
  holds: (sendId: number) => boolean;
  add: (jobs: readonly Job[]) => void;
  /** Writes ahead until so many are ready, or for as long as is good at once; says whether there is more to write now. */
  write: (upTo: number, now: number) => boolean;
  /** Those that are ready, without `except`. */
  others: (except: ReadonlySet<number>) => number[];
  has: (id: number) => boolean;
  /** The first so many, in the order in which they will leave. */
  first: (count: number) => number[];
  /** Takes this one, if it is still here. */
  pick: (id: number) => Ready | undefined;
  /** The first that is ready and is none of `except`; it stays here. */
  peek: (except: ReadonlySet<number>) => Ready | undefined;
  /** What is in it now; handed to `goBackTo` when what followed could not be written down. */
  save: () => Saved;
  goBackTo: (saved: Saved) => void;
  /** Takes messages out, for another fate than being sent. */
  take: (which: (job: Job) => boolean) => Job[];
  /** Gives messages back to the ledger. */
  letGo: (which: (job: Job) => boolean) => void;
};

export function createQueue(options: {
  db: WriteDb;
  writer: Writer;
  transport: () => Transport;
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
  const takeOut = (index: number): Ready | undefined => (index < 0 ? undefined : ready.splice(index, 1)[0]);
  return {
    size: () => claimed.length + ready.length,
    ready: () => ready.length,
    holds: (sendId) => claimed.some((job) => job.sendId === sendId) || ready.some(({ job }) => job.sendId === sendId),
    add: (jobs) => void claimed.push(...jobs),
    write: (upTo, now) => {
      const begun = performance.now();
      while (ready.length < upTo) {
        if (ready.reduce((sum, { composed }) => sum + composed.bytes, 0) > MOST_READY) return false;
        if (performance.now() - begun > AT_ONCE_MS) return claimed.length > 0;
        const job = claimed.shift();
        if (!job) return false;
        try {
          ready.push({ job, composed: options.writer.write(job, options.transport(), now) });
        } catch (error) {
          options.onSpoiled(job, error, now);
        }
      }
      return false;
    },
    others: (except) => ready.flatMap(({ job }) => (except.has(job.id) ? [] : job.id)),
    first: (count) => [...ready.map(({ job }) => job.id), ...claimed.slice(0, count).map(({ id }) => id)].slice(0, count),
    has: (id) => ready.some(({ job }) => job.id === id),
    pick: (id) => takeOut(ready.findIndex(({ job }) => job.id === id)),
    peek: (except) => ready.find(({ job }) => !except.has(job.id)),
    save: () => ({ claimed: [...claimed], ready: [...ready] }),
    goBackTo: (saved) => {
      claimed = [...saved.claimed];
      ready = [...saved.ready];
    },
    take,
    letGo: (which) => {
      for (const job of take(which)) release(options.db, job.id);
    },
  };
}
