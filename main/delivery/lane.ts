import type { MessageStatus } from '#shared/schema/words.ts';
import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { WriteDb } from '../db/db.ts';
import { claimNext, type Job, nextDueOf, sendingOf } from './claim.ts';
import { createHolds } from './holds.ts';
import { type Claimed, markAttempting, release } from './ledger.store.ts';
import type { NoLine } from './line.ts';
import { createLines } from './lines.ts';
import type { OpenLine } from './open-line.ts';
import type { Outcome } from './outcome.ts';
import { createPace, type Pace } from './pace.ts';
import type { Suppressions } from './ports.ts';
import { createQueue, type Ready } from './queue.ts';
import { closeIfDone } from './sends.ts';
import { settleOutcome } from './settle.ts';
import { earliest, type Timing } from './timing.ts';
import { type Transport, transportById } from './transports.store.ts';
import { createTurns } from './turns.ts';
import type { Writer } from './write.ts';

type LaneOptions = {
  db: WriteDb;
  clock: Clock;
  logger: Logger;
  timing: Timing;
  suppressions: Suppressions;
  writer: Writer;
  openLine: OpenLine;
  onSettled: (message: Claimed, status: MessageStatus) => void;
  /** A send changed its state by itself. */
  onSend: (sendId: number, state: 'finished' | 'waits' | 'held-up') => void;
};

export type Lane = {
  /** Looks for work now. `fresh` when a person acted: past failures are forgotten. */
  wake: (fresh: boolean) => void;
  limitedBy: () => string;
  /** Lets what is in the air come down, up to the bound, and gives back what was claimed. */
  stop: () => Promise<void>;
};

/** How many messages are claimed at once, and how few are left when the next are. */
const BATCH = 200;

/**
 * The loop of one transport. Each turn is one transaction: the outcomes that came in are written down together with
 * the attempts that follow, so that one write to the disk serves as many messages as there are connections. An
 * attempt is on the disk before its first byte leaves, and there are never more attempts than open connections.
 */
export function createLane(options: LaneOptions & { transport: Transport }): Lane {
  const { db, clock, logger, timing, suppressions, writer } = options;
  let transport = options.transport;
  let pace: Pace = createPace(db, transport, clock());
  let answered: { job: Job; outcome: Outcome }[] = [];
  let mayHaveMore = true;
  let stopping = false;
  let drained: (() => void) | undefined;

  const turns = createTurns(turn);
  const queue = createQueue({ db, writer, onSpoiled: spoiled });
  const holds = createHolds({
    db,
    queue,
    transport: () => transport,
    onHeldUp: (sendId) => options.onSend(sendId, 'held-up'),
  });
  const lines = createLines({
    most: () => transport.connections,
    openLine: () => options.openLine(transport),
    timing,
    clock,
    onOutcome: (job, outcome) => {
      answered.push({ job, outcome });
      turns.soon();
    },
    onOpened: turns.soon,
    onNoLine: (no, givenUp) => {
      noLine(no, givenUp);
      turns.soon();
    },
    onDefect: (error) => logger.error('a connection failed in an unforeseen way', { transport: transport.name, error }),
  });

  function turn(): void {
    const now = clock();
    if (!stopping) queue.write(lines.free(), now);
    const starting = write(now);
    if (!starting) return;
    for (const { job, composed } of starting) lines.send(job, composed);
    const inAir = lines.inAir().length;
    if (stopping) {
      if (inAir === 0 && answered.length === 0) drained?.();
      return;
    }
    const waiting = queue.size();
    const paceAt = waiting > 0 || mayHaveMore ? pace.nextAt(now) : null;
    if (waiting > 0 && paceAt === null) lines.open(inAir + waiting, now);
    // While the server answers, the next messages are written.
    queue.write(transport.connections, now);
    const canGoOn = (queue.ready() > 0 && lines.free() > 0) || (waiting === 0 && inAir === 0 && mayHaveMore);
    if (canGoOn && paceAt === null) turns.soon();
    else rest(now, paceAt);
  }

  /** The one transaction of a turn; returns what may leave now that it is on the disk, or null where it is not. */
  function write(now: number): Ready[] | null {
    const chosen: Ready[] = [];
    try {
      db.transaction(() => {
        settleAnswers(now);
        if (stopping) return;
        chooseAttempts(now, chosen);
        claimMore(now);
      });
      answered = [];
      return chosen;
    } catch (error) {
      // A full disk, most likely. Nothing was written and nothing leaves; the outcomes are kept and written later.
      logger.error('the ledger could not be written', { transport: transport.name, error });
      queue.putBack(chosen);
      // What could not be written when the app ends is uncertain at the next start.
      if (stopping) drained?.();
      else turns.after(timing.ledgerRetryMs);
      return null;
    }
  }

  function settleAnswers(now: number): void {
    if (answered.length === 0) return;
    const quiet = new Set<number>();
    for (const { job, outcome } of answered) {
      react(outcome, now);
      const status = settleOutcome(db, { job, outcome, now, timing, suppressions, brakeMs: lines.brakeMs() });
      if (status === 'pending') mayHaveMore = true;
      if (outcome.is === 'trouble' && holds.by(outcome, job) === 'account') lines.closeFree();
      options.onSettled(job, status);
      if (job.sendId !== null) quiet.add(job.sendId);
    }
    closeThoseDone(quiet, now);
  }

  function react(outcome: Outcome, now: number): void {
    if (outcome.is === 'deferred' && outcome.slowDown) lines.slowDown(now);
    else if (outcome.is === 'unsent') {
      if (lines.lost(now)) holds.all(`The connection to ${transport.name} is lost again and again: ${outcome.reply}`);
    } else if (outcome.is === 'accepted' || outcome.is === 'refused') lines.wentWell(now);
  }

  function chooseAttempts(now: number, chosen: Ready[]): void {
    const most = Math.min(lines.free(), pace.allowed(now));
    while (chosen.length < most) {
      const next = queue.next();
      if (!next) break;
      if (markAttempting(db, next.job.id, now)) chosen.push(next);
      // Its send was paused or cancelled; whatever else of it is claimed here goes back as well.
      else queue.letGo((job) => job.sendId !== null && job.sendId === next.job.sendId);
    }
    if (chosen.length > 0) pace.take(db, { attempts: chosen.length, now });
  }

  function claimMore(now: number): void {
    const waiting = queue.size();
    // A slow transport claims little ahead, for suppression is asked at the claim.
    const batch = Math.min(BATCH, Math.max(transport.connections * 2, Math.ceil((transport.perSecond ?? BATCH) * 2)));
    if (!mayHaveMore || waiting > batch / 4 || pace.limit(now) === 'day') return;
    const claim = claimNext(db, { transportId: transport.id, limit: batch - waiting, now, suppressions });
    queue.add(claim.jobs);
    mayHaveMore = claim.more;
    for (const message of claim.skipped) options.onSettled(message, 'skipped');
    if (!claim.more && claim.jobs.length === 0) closeThoseDone(new Set(sendingOf(db, transport.id)), now);
  }

  function closeThoseDone(sendIds: ReadonlySet<number>, now: number): void {
    for (const sendId of sendIds) {
      if (queue.holds(sendId) || lines.inAir().some((job) => job.sendId === sendId)) continue;
      const state = closeIfDone(db, { sendId, now });
      if (state === 'open') continue;
      writer.forget(sendId);
      options.onSend(sendId, state);
    }
  }

  /** A message that cannot be written holds up its send: the next ones would hardly fare better. */
  function spoiled(job: Job, error: unknown, now: number): void {
    const words = `The message to ${job.email} could not be written: ${messageOf(error)}`;
    logger.error('a message could not be written', { messageId: job.id, sendId: job.sendId, error });
    db.transaction(() => {
      if (job.sendId !== null) {
        release(db, job.id);
        return holds.one(job.sendId, words);
      }
      failClaimed(job, words, now);
    });
  }

  function failClaimed(job: Job, words: string, now: number): void {
    const outcome = { is: 'refused', reason: 'other', code: null, enhancedCode: null, reply: words } as const;
    const status = settleOutcome(db, { job, outcome, now, timing, suppressions, brakeMs: 0, from: 'claimed' });
    options.onSettled(job, status);
  }

  function noLine(no: NoLine, givenUp: boolean): void {
    if (stopping) return;
    logger.warn('no connection', { transport: transport.name, why: no.why, words: no.words, givenUp });
    const now = clock();
    db.transaction(() => {
      // Somebody at the screen is waiting for the outcome of a test, so it is told the first time.
      for (const job of queue.take((one) => one.kind === 'test')) failClaimed(job, no.words, now);
      if (givenUp) holds.all(no.words);
    });
  }

  /** Nothing can be done at the moment: sets the clock for when something can. */
  function rest(now: number, paceAt: number | null): void {
    const times = [paceAt, lines.waitsUntil(now), lines.closeIdle(now)];
    if (!mayHaveMore) {
      const dueAt = nextDueOf(db, transport.id);
      if (dueAt !== null) {
        // Due already, and yet not claimed: it is when the claimed ones are done.
        if (dueAt <= now) mayHaveMore = true;
        else times.push(dueAt);
      }
    }
    const at = earliest(times);
    if (at === null) return;
    turns.after(Math.min(Math.max(1, at - now), 60_000), () => {
      mayHaveMore = true;
    });
  }

  function refresh(): void {
    const current = transportById(db, transport.id);
    if (!current || current.updatedAt === transport.updatedAt) return;
    transport = current;
    pace = createPace(db, transport, clock());
    lines.closeFree();
  }

  return {
    wake: (fresh) => {
      if (stopping) return;
      refresh();
      if (fresh) lines.tryAgain();
      mayHaveMore = true;
      turns.soon();
    },
    limitedBy: () => {
      const limit = pace.limit(clock());
      if (limit === 'day') return `${transport.perDay} in 24 hours, the limit of ${transport.name}`;
      if (lines.waitsUntil(clock()) !== null) return `${transport.name} asked to slow down, or does not answer`;
      return limit === 'second' ? `${transport.perSecond} a second, the limit of ${transport.name}` : '';
    },
    stop: async () => {
      stopping = true;
      turns.forget();
      if (lines.inAir().length > 0 || answered.length > 0) {
        const landed = new Promise<void>((resolve) => {
          drained = resolve;
        });
        turns.soon();
        const bound = setTimeout(() => lines.closeAll(), timing.drainMs);
        await landed;
        clearTimeout(bound);
      }
      lines.closeAll();
      try {
        db.transaction(() => queue.letGo(() => true));
      } catch (error) {
        // The next start gives them back.
        logger.error('claimed messages could not be given back', { transport: transport.name, error });
      }
    },
  };
}
