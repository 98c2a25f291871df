import type { MessageStatus } from '#shared/schema/words.ts';
import { bootName } from '../../base/boot.ts';
import type { Changes } from '../../base/changes.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Secrets } from '../../base/secrets.ts';
import { createDisk, type Disk, type WriteDb } from '../../db/db.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { nextDue } from '../ledger/claim.store.ts';
import { createMarks } from '../ledger/marks.ts';
import { type LedgerRow, messageById } from '../ledger/messages.report.ts';
import { recover } from '../ledger/recover.ts';
import type { Letters } from '../mime/letter.ts';
import { createWriter } from '../mime/write.ts';
import { createRates } from '../pace/rates.ts';
import { createUptime } from '../pace/uptime.ts';
import type { Suppressions } from '../ports.ts';
import { hasToPrepare, prepareSlice } from '../sends/prepare.ts';
import { sendFacts } from '../sends/sends.store.ts';
import { sweepCancelled } from '../sends/sends.ts';
import { createKeyring } from '../signing/signing.ts';
import { type Health, idleHealth } from '../transports/health.ts';
import { transportRows } from '../transports/transports.store.ts';
import { createAnnouncer } from './announce.ts';
import { createLane, type Lane, type Waiting } from './lane.ts';
import { createOpenLine } from './open-line.ts';
import { type Timing, usualTiming } from './timing.ts';
import { createWaiters } from './waiters.ts';

export type DeliveryOptions = {
  db: WriteDb;
  clock: Clock;
  logger: Logger;
  changes: Changes;
  secrets: Secrets;
  letters: Letters;
  suppressions: Suppressions;
  inbox: Pick<Inbox, 'port'>;
  /** Called once a send is finished: every message of it has an outcome. */
  onFinished?: (sendId: number) => void;
  timing?: Partial<Timing>;
  /** Milliseconds since the computer was started: time that nobody can set. */
  uptime?: Clock;
  /** Which start of the computer this is; see `bootName`. */
  boot?: string;
  disk?: Disk;
};

export type Delivery = {
  /** Puts the ledger in order after whatever happened before, then works. Only for the owner of the data folder. */
  start: () => void;
  /** Looks for work now. Call it after a launch, a resume, a decision, a cancellation or a change of a transport. */
  wake: () => void;
  /** Claims nothing more, waits for what is in the air, leaves the rest resumable. */
  stop: () => Promise<void>;
  pace: (sendId: number) => {
    perSecond: number;
    limitedBy: string;
    nextTryAt: number | null;
    /** Why nothing leaves at the moment though nobody has to act, and when it is tried again. */
    waiting: Waiting | null;
  };
  /** How an account is doing at the moment. */
  health: (transportId: number) => Health;
  /** The messages as soon as each has an outcome for now, a deferral included, or as they are when time is up. */
  waitFor: (messageIds: readonly number[], timeoutMs: number) => Promise<LedgerRow[]>;
};

export function createDelivery(options: DeliveryOptions): Delivery {
  const { db, clock, logger, changes, secrets } = options;
  const timing = { ...usualTiming, ...options.timing };
  const lanes = new Map<number, Lane>();
  const waiters = createWaiters();
  const uptime = options.uptime ?? createUptime();
  const rates = createRates(uptime);
  const announcer = createAnnouncer(changes, 'messages', 'sends');
  const writer = createWriter({ letters: options.letters, marks: createMarks(secrets), keyring: createKeyring(db, secrets) });
  const openLine = createOpenLine({ secrets, inboxPort: () => options.inbox.port(), patience: timing });
  let running = false;

  const boot = options.boot ?? bootName();
  const disk = options.disk ?? createDisk(db);
  const laneOptions = {
    db,
    disk,
    boot,
    clock,
    uptime,
    logger,
    timing,
    suppressions: options.suppressions,
    writer,
    openLine,
    onSettled: (message: { id: number; sendId: number | null }, status: MessageStatus) => {
      if (message.sendId !== null && status !== 'skipped') rates.count(message.sendId);
      waiters.settled(message.id);
      announcer.soon();
    },
    onSend: (sendId: number, state: 'finished' | 'waits' | 'held-up') => {
      announcer.now();
      // The transaction that closed it must be on the disk before anybody acts upon it.
      if (state === 'finished') setImmediate(() => options.onFinished?.(sendId));
    },
    onWaiting: announcer.soon,
  };

  /** Works in slices for as long as there is something left, so that nothing else has to wait for it. */
  function inSlices(what: string, slice: () => boolean): () => void {
    let isBusy = false;
    const next = () => {
      isBusy = false;
      if (!running) return;
      try {
        if (slice()) again(setImmediate);
      } catch (error) {
        logger.error(`${what} failed`, { error });
        again((work) => setTimeout(work, timing.ledgerRetryMs).unref());
      }
    };
    const again = (later: (work: () => void) => unknown) => {
      isBusy = true;
      later(next);
    };
    return () => {
      if (!isBusy) next();
    };
  }

  const sweep = inSlices('setting aside cancelled messages', () => {
    const left = sweepCancelled(db, clock());
    announcer.soon();
    return left;
  });

  const prepare = inSlices('writing down who gets a send', () => {
    if (!hasToPrepare(db)) return false;
    const left = prepareSlice(db, clock());
    announcer.soon();
    // What is ready may leave.
    if (!left) for (const lane of lanes.values()) lane.wake(false);
    return left;
  });

  function wake(fresh: boolean): void {
    if (!running) return;
    for (const transport of transportRows(db)) {
      const lane = lanes.get(transport.id) ?? createLane({ ...laneOptions, transport });
      lanes.set(transport.id, lane);
      lane.wake(fresh);
    }
    sweep();
    prepare();
  }

  return {
    start: () => {
      if (running) return;
      const found = recover(db, { now: clock(), longestWaitMs: Math.max(...timing.retryMs, timing.longestBrakeMs), boot });
      if (found.released > 0 || found.uncertain > 0) logger.warn('sending was interrupted', found);
      running = true;
      wake(true);
    },
    wake: () => wake(true),
    stop: async () => {
      running = false;
      await Promise.all([...lanes.values()].map((lane) => lane.stop()));
      lanes.clear();
      await disk.close();
      waiters.end();
      announcer.end();
    },
    pace: (sendId) => {
      const facts = sendFacts(db, sendId);
      const lane = facts?.state === 'sending' ? lanes.get(facts.transportId) : undefined;
      return {
        perSecond: rates.perSecond(sendId),
        limitedBy: lane?.limitedBy() ?? '',
        nextTryAt: facts ? nextDue(db, { transportId: facts.transportId, sendId }) : null,
        waiting: lane?.waiting() ?? null,
      };
    },
    health: (transportId) => lanes.get(transportId)?.health() ?? idleHealth,
    waitFor: async (messageIds, timeoutMs) => {
      const read = () => messageIds.flatMap((id) => messageById(db, id) ?? []);
      await waiters.wait(() => read().every((row) => !unsettled.has(row.status)), messageIds, timeoutMs);
      return read();
    },
  };
}

const unsettled = new Set<MessageStatus>(['pending', 'claimed', 'attempting']);
