import type { MessageStatus } from '#shared/schema/words.ts';
import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import type { Disk, WriteDb } from '../../db/db.ts';
import { type Claimed, release } from '../ledger/claim.store.ts';
import { claimNext, type Job, nextDueOf, sendingOf } from '../ledger/claim.ts';
import { hastenDeferred } from '../ledger/due.store.ts';
import type { Outcome } from '../ledger/outcome.ts';
import type { Writer } from '../mime/write.ts';
import { createPace, type Pace } from '../pace/pace.ts';
import { createRates } from '../pace/rates.ts';
import type { Suppressions } from '../ports.ts';
import { type Health, healthOf, limitWords } from '../transports/health.ts';
import { type Transport, transportById } from '../transports/transports.store.ts';
import { createAnswers } from './answers.ts';
import { createGathering } from './gathering.ts';
import { createHolds } from './holds.ts';
import { createLeaving } from './leaving.ts';
import { ledgerTrouble } from './ledger-trouble.ts';
import type { NoLine } from './line.ts';
import { createLines } from './lines.ts';
import type { OpenLine } from './open-line.ts';
import { createQueue, type Ready } from './queue.ts';
import { earliest, type Timing } from './timing.ts';
import { createTurns } from './turns.ts';

type LaneOptions = {
  db: WriteDb;
  disk: Disk;
  boot: string;
  clock: Clock;
  /** What is counted and waited for goes by this: the clock may be set. */
  uptime: Clock;
  logger: Logger;
  timing: Timing;
  suppressions: Suppressions;
  writer: Writer;
  openLine: OpenLine;
  onSettled: (message: Claimed, status: MessageStatus) => void;
  /** A send changed its state by itself. */
  onSend: (sendId: number, state: 'finished' | 'waits' | 'held-up') => void;
  /** Nothing leaves at the moment, and it goes on by itself. */
  onWaiting: () => void;
};

export type Waiting = { words: string; retryAt: number };

export type Lane = {
  /** Looks for work now. `fresh` when a person acted: past failures are forgotten. */
  wake: (fresh: boolean) => void;
  limitedBy: () => string;
  /** Why nothing leaves at the moment though nobody has to act, and when it is tried again. */
  waiting: () => Waiting | null;
  health: () => Health;
  /** Lets what is in the air come down, up to the bound, and gives back what was claimed. */
  stop: () => Promise<void>;
};

/** How many messages are claimed at once, and how few are left when the next are. */
const BATCH = 200;
/** Nothing is claimed that would wait for longer than this to be allowed to leave. */
const LONG_WAIT_MS = 5_000;

/** What became due during a turn is looked for in the next one. */
const LOOK_AGAIN_MS = 10;

/** What a turn has written: what follows once the disk has it. */
type Written = {
  starting: Ready[];
  /** Who may leave from now on without waiting for the disk; null where that stays as it was. */
  toldNow: number[] | null;
  /** Who is told what. */
  toTell: (() => void)[];
  /** Whether it is of consequence that the disk has it. */
  waits: boolean;
};

/** Clocks are set right by less than this all the time. */
const SET_BACK_MS = 2_000;

/**
 * The loop of one transport. Each turn is one transaction: the outcomes that came in are written down together with
 * the attempts that follow, so that one write to the disk serves as many messages as there are connections. An
 * attempt is committed before its first octet leaves, and there are never more attempts than open connections. Before it
 * leaves the disk knows either the attempt or, told ahead, that it may leave from now on. The disk is waited for beside other
 * work; until it has what a turn wrote, nothing of it leaves and no other turn is taken.
 */
export function createLane(options: LaneOptions & { transport: Transport }): Lane {
  const { db, disk, clock, uptime, logger, timing, suppressions, writer } = options;
  let transport = options.transport;
  const pace: Pace = createPace({ db, transportId: transport.id, limits: transport, clock: clock(), uptime, timing });
  const rates = createRates(uptime);
  /** Why a person has to look after the account; empty when nobody has to. */
  let held = '';
  /** What else is to be written at the next turn. */
  let toWrite: ((now: number) => void)[] = [];
  /** Who is told what, once it is on the disk. */
  let toTell: (() => void)[] = [];
  let ledger: Waiting | null = null;
  let lastTurn = clock();
  let mayHaveMore = true;
  /** The disk has not got yet what the last turn wrote. */
  let isWaiting = false;
  /** Another turn is to follow. */
  let isWanted = false;
  /** The account is to be looked at anew, but not while messages are about to leave over its connections. */
  let isOutdated = false;
  let stopping = false;
  let drained: (() => void) | undefined;

  const gathering = createGathering();
  const turns = createTurns(() => safely(turn));
  const ahead = createTurns(writeAhead);
  const queue = createQueue({ db, writer, transport: () => transport, onSpoiled: spoiled });
  const holds = createHolds({
    db,
    queue,
    transport: () => transport,
    onHeldUp: (sendId) => toTell.push(() => options.onSend(sendId, 'held-up')),
  });
  const lines = createLines({
    most: () => transport.connections,
    openLine: () => options.openLine(transport),
    timing,
    uptime,
    onOutcome: (job, outcome, begun) => {
      react(outcome, begun);
      answers.add(job, outcome);
      gathering.answered(uptime() - begun);
      soon();
    },
    onOpened: turns.soon,
    onNoLine: (no, givenUp) => {
      noLine(no, givenUp);
      turns.soon();
    },
    onDefect: (error) => logger.error('a connection failed in an unforeseen way', { transport: transport.name, error }),
  });

  const answers = createAnswers({
    db,
    timing,
    suppressions,
    queue,
    holds,
    lines,
    brakeMs: pace.throttle.pauseMs,
    onAccountHeld: (reason) => {
      held = reason;
      lines.closeFree();
    },
    onSettled: (message, status) => {
      if (status === 'pending') mayHaveMore = true;
      toTell.push(() => options.onSettled(message, status));
    },
    onSend: (sendId, state) => {
      toTell.push(() => {
        writer.forget(sendId);
        options.onSend(sendId, state);
      });
    },
  });

  const leaving = createLeaving({
    db,
    boot: options.boot,
    lines,
    queue,
    pace,
    transport: () => transport,
    isFast: () => rates.perSecond(transport.id) >= timing.tellAheadFrom,
  });

  /** Whatever goes wrong in a turn, the next one is taken. */
  function safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      logger.error('sending stumbled', { transport: transport.name, error });
      turns.after(timing.ledgerRetryMs);
    }
  }

  /** A turn, as soon as it is of use. */
  function soon(): void {
    if (isWaiting) isWanted = true;
    else gathering.soon(lines.inAir().length, turns.soon);
  }

  function turn(): void {
    if (isWaiting) {
      isWanted = true;
      return;
    }
    gathering.end();
    isWanted = false;
    const now = clock();
    if (now < lastTurn - SET_BACK_MS) setBack(now, lastTurn - now);
    lastTurn = now;
    if (!stopping) queue.write(lines.free(), now);
    const written = write(now);
    if (!written) return;
    if (written.waits) {
      isWaiting = true;
      ahead.soon();
      waitForDisk(written);
    } else {
      gathering.flushed(0);
      leave(written);
    }
  }

  function waitForDisk(written: Written): void {
    const begun = performance.now();
    disk.flush().then(
      () => {
        isWaiting = false;
        gathering.flushed(performance.now() - begun);
        safely(() => leave(written));
        if (isOutdated) refresh();
        if (isWanted) soon();
      },
      (error: unknown) => {
        cannotWrite(error);
        // What leaves waits here, and so does its outcome.
        if (!stopping) setTimeout(() => waitForDisk(written), timing.ledgerRetryMs).unref();
      },
    );
  }

  /** What was written is on the disk: now it has consequences. */
  function leave({ starting, toldNow, toTell }: Written): void {
    const now = clock();
    if (toldNow) leaving.told(toldNow);
    ledger = null;
    for (const tell of toTell) tell();
    leaving.breakPromises(starting, now);
    for (const ready of starting) lines.send(ready, stopping ? undefined : leaving.after());
    const inAir = lines.inAir().length;
    if (stopping) {
      if (inAir === 0 && !answers.areThere()) drained?.();
      return;
    }
    const waiting = queue.size();
    const paceAt = waiting > 0 || mayHaveMore ? pace.nextAt(now) : null;
    lines.ask(inAir + (waiting > 0 && paceAt === null ? Math.min(waiting, pace.allowed()) : 0));
    ahead.soon();
    const canGoOn = leaving.isPossible() || (waiting === 0 && inAir === 0 && mayHaveMore);
    if (canGoOn && paceAt === null) soon();
    else rest(now, paceAt);
  }

  /** While the server answers, the next messages are written: in a moment, for first these ones have to leave. */
  function writeAhead(): void {
    if (stopping) return;
    if (queue.write(transport.connections * 2, clock())) ahead.soon();
    if (leaving.isPossible() && pace.nextAt(clock()) === null) soon();
  }

  /** The one transaction of a turn; returns what follows from it, or null where nothing could be written. */
  function write(now: number): Written | null {
    const starting: Ready[] = [];
    const before = { queue: queue.save(), mayHaveMore };
    const first = stopping ? [] : leaving.first();
    const isTold = first.length > 0 && first.every(leaving.isTold) && toWrite.length === 0 && answers.areRoutine();
    let toldNow: number[] | null = null;
    try {
      db.slice(() => {
        for (const write of toWrite) write(now);
        answers.settle(now);
        if (stopping) return;
        starting.push(...leaving.attempt(first, now));
        claimMore(now);
        if (!isTold && starting.length > 0) toldNow = leaving.tellAhead();
      });
    } catch (error) {
      // Nothing was written and nothing leaves; the outcomes are kept and written later.
      cannotWrite(error);
      queue.goBackTo(before.queue);
      mayHaveMore = before.mayHaveMore;
      if (starting.length > 0) pace.undo();
      toTell = [];
      if (!stopping) turns.after(timing.ledgerRetryMs);
      return null;
    }
    // What is only claimed, a power cut may take back.
    const waits = !isTold && (starting.length > 0 || toTell.length > 0 || toWrite.length > 0);
    answers.forget();
    toWrite = [];
    return { starting, toldNow, toTell: toTell.splice(0), waits };
  }

  /** A full disk, most likely. */
  function cannotWrite(error: unknown): void {
    logger.error('the ledger could not be written', { transport: transport.name, error });
    ledger = { words: ledgerTrouble(error), retryAt: clock() + timing.ledgerRetryMs };
    options.onWaiting();
    // What could not be written when the app ends is uncertain at the next start.
    if (stopping) drained?.();
  }

  /** A clock that was set back must not make a minute's wait last a day. */
  function setBack(now: number, ms: number): void {
    logger.warn('the clock was set back', { ms });
    toWrite.push(() => hastenDeferred(db, { transportId: transport.id, by: ms, now }));
  }

  function react(outcome: Outcome, begun: number): void {
    rates.count(transport.id);
    if (outcome.is === 'deferred' && outcome.slowDown) {
      if (pace.throttle.slowDown({ words: outcome.reply, begun, now: uptime() })) lines.slowDown();
    } else if (outcome.is === 'unsent') lines.lost(outcome.reply);
    else if (outcome.is === 'accepted' || outcome.is === 'refused') {
      if (outcome.is === 'accepted') held = '';
      pace.throttle.wentWell({ begun, now: uptime() });
      lines.wentWell();
    }
  }

  function claimMore(now: number): void {
    const waiting = queue.size();
    // A slow transport claims little ahead, for suppression is asked at the claim.
    const batch = Math.min(BATCH, Math.max(transport.connections * 2, Math.ceil(pace.perSecond() * 2)));
    if (!mayHaveMore || waiting > batch / 4 || (pace.nextAt(now) ?? now) > now + LONG_WAIT_MS) return;
    const claim = claimNext(db, { transportId: transport.id, limit: batch - waiting, now, suppressions });
    queue.add(claim.jobs);
    leaving.forget(claim.jobs);
    mayHaveMore = claim.more;
    for (const message of claim.skipped) toTell.push(() => options.onSettled(message, 'skipped'));
    if (!claim.more && claim.jobs.length === 0) answers.closeDone(new Set(sendingOf(db, transport.id)), now);
  }

  /** A message that cannot be written holds up its send: the next ones would hardly fare better. */
  function spoiled(job: Job, error: unknown): void {
    const words = `The message to ${job.email} could not be written: ${messageOf(error)}`;
    logger.error('a message could not be written', { messageId: job.id, sendId: job.sendId, error });
    const { sendId } = job;
    if (sendId === null) toWrite.push((now) => answers.fail(job, words, now));
    else {
      const held = [job, ...queue.take((other) => other.sendId === sendId)];
      toWrite.push(() => {
        for (const { id } of held) release(db, id);
        holds.one(sendId, words);
      });
    }
    turns.soon();
  }

  function noLine(no: NoLine, givenUp: boolean): void {
    if (stopping) return;
    logger.warn('no connection', { transport: transport.name, why: no.why, words: no.words, givenUp });
    toWrite.push((now) => {
      // Somebody at the screen is waiting for the outcome of a test, so it is told the first time.
      for (const job of queue.take((one) => one.kind === 'test')) answers.fail(job, no.words, now);
      if (!givenUp) return;
      held = no.words;
      holds.all(no.words);
    });
    options.onWaiting();
  }

  /** Nothing can be done at the moment: sets the clock for when something can. */
  function rest(now: number, paceAt: number | null): void {
    const linesMs = lines.rest();
    const times = [paceAt, linesMs === null ? null : now + linesMs];
    if (!mayHaveMore) {
      const dueAt = nextDueOf(db, { transportId: transport.id, now });
      if (dueAt !== null) {
        // Due already, and yet not claimed, for nobody had looked: the next turn does.
        if (dueAt <= now) mayHaveMore = true;
        times.push(Math.max(dueAt, now + LOOK_AGAIN_MS));
      }
    }
    const at = earliest(times);
    if (at === null) return;
    turns.after(Math.min(Math.max(1, at - now), 60_000), () => {
      mayHaveMore = true;
    });
  }

  function waiting(): Waiting | null {
    if (ledger) return ledger;
    const { state, words, retryAt } = health();
    return state === 'waiting' && retryAt !== null ? { words, retryAt } : null;
  }

  function health(): Health {
    return healthOf({
      transport,
      pace,
      held,
      trouble: lines.trouble(),
      lineWaitMs: lines.waitMs(),
      hasWork: lines.inAir().length > 0 || queue.size() > 0 || mayHaveMore,
      connections: lines.open(),
      perSecond: rates.perSecond(transport.id),
      now: clock(),
      uptime: uptime(),
    });
  }

  function refresh(): void {
    isOutdated = false;
    const current = transportById(db, transport.id);
    if (!current || current.updatedAt === transport.updatedAt) return;
    transport = current;
    pace.setLimits(transport);
    held = '';
    lines.closeFree();
  }

  return {
    wake: (fresh) => {
      if (stopping) return;
      if (isWaiting) isOutdated = true;
      else refresh();
      if (fresh) lines.tryAgain();
      mayHaveMore = true;
      turns.soon();
    },
    limitedBy: () => limitWords(transport, pace),
    waiting,
    health,
    stop: async () => {
      stopping = true;
      turns.forget();
      gathering.end();
      if (isWaiting || lines.inAir().length > 0 || answers.areThere()) {
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
