import type { WriteDb } from '../../db/db.ts';
import { markAttempting } from '../ledger/claim.store.ts';
import { sayDepartures } from '../ledger/departures.store.ts';
import type { Pace } from '../pace/pace.ts';
import type { Transport } from '../transports/transports.store.ts';
import type { Lines } from './lines.ts';
import type { Queue, Ready } from './queue.ts';

/** More connections than this share one wait for the disk among them, which is as good as not to wait. */
const FEW_CONNECTIONS = 4;
/** So many messages are told to the disk at once. */
const TOLD_AHEAD = 8;

/** How long a server may wait for the body of a message that was announced to it. */
const SHORT_WAIT_MS = 1_000;

/** Which messages of a lane leave next, and which of them the disk knows of. */
type Leaving = {
  /** Those that may leave now: of connections that were told who comes next that one, of others whoever is first. */
  first: () => number[];
  /** Whether a connection and a message are free for each other. */
  isPossible: () => boolean;
  /** Takes those out of the queue that are still to leave, and writes that down. Call in a transaction. */
  attempt: (ids: readonly number[], now: number) => Ready[];
  /** Gives up connections that wait for a message which is not wanted any more, or not soon; `starting` is about to leave. */
  breakPromises: (starting: readonly Ready[], now: number) => void;
  /** What a connection may be told ahead; it may leave right after, as far as the pace is known now. */
  after: () => Ready | undefined;
  /** Whether the disk knows that it may leave. */
  isTold: (id: number) => boolean;
  /** Writes down who may leave from now on without waiting for the disk; `told` once the transaction is on it. */
  tellAhead: () => number[];
  told: (ids: readonly number[]) => void;
  /** What is claimed anew has to be told anew. */
  forget: (jobs: readonly { id: number }[]) => void;
};

export function createLeaving(options: {
  db: WriteDb;
  boot: string;
  lines: Lines;
  queue: Queue;
  pace: Pace;
  transport: () => Transport;
  /** Whether so many leave that the disk is what holds them up. */
  isFast: () => boolean;
}): Leaving {
  const { db, boot, lines, queue, pace, transport } = options;
  let known = new Set<number>();
  return {
    first: () => {
      const [free, allowed] = [lines.free(), pace.allowed()];
      const promised = lines.promised();
      const kept = promised.free.filter(queue.has).slice(0, Math.min(free, allowed));
      const idle = Math.max(0, free - promised.free.length);
      return [...kept, ...queue.others(promised.all).slice(0, Math.min(idle, allowed - kept.length))];
    },
    isPossible: () => {
      const { all, free } = lines.promised();
      const idle = lines.free();
      return idle > 0 && (free.length > 0 || queue.peek(all) !== undefined);
    },
    attempt: (ids, now) => {
      const chosen: Ready[] = [];
      for (const id of ids) {
        const next = queue.pick(id);
        if (!next) continue;
        if (markAttempting(db, id, now)) chosen.push(next);
        // Its send was paused or cancelled; whatever else of it is claimed here goes back as well.
        else queue.letGo((job) => job.sendId !== null && job.sendId === next.job.sendId);
      }
      if (chosen.length > 0) pace.take(db, { attempts: chosen.length, now });
      return chosen;
    },
    breakPromises: (starting, now) => {
      const leaves = (id: number) => starting.some(({ job }) => job.id === id);
      lines.breakPromises((id) => leaves(id) || (queue.has(id) && (pace.nextAt(now) ?? now) <= now + SHORT_WAIT_MS));
    },
    after: () => {
      const { all } = lines.promised();
      return lines.takesAhead() && all.size < pace.allowed() ? queue.peek(all) : undefined;
    },
    isTold: (id) => known.has(id),
    tellAhead: () => {
      const pays = transport().connections <= FEW_CONNECTIONS && options.isFast();
      const ids = pays ? queue.first(TOLD_AHEAD) : [];
      if (ids.length > 0 || known.size > 0) sayDepartures(db, { transportId: transport().id, ids, boot });
      return ids;
    },
    told: (ids) => {
      known = new Set(ids);
    },
    forget: (jobs) => {
      for (const { id } of jobs) known.delete(id);
    },
  };
}
