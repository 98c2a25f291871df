import type { QueueState } from '#shared/rpc/ses-events.ts';
import { type AmazonKeys, createMarks } from '../../delivery/delivery.ts';
import { createAlarm } from '../mailboxes/alarm.ts';
import type { FeedbackOptions } from '../options.ts';
import { readSesEvent } from './event.ts';
import { BATCH, openQueue, type Queue, type QueueMessage } from './queue.ts';
import { type QueueTrouble, queueTroubleOf } from './queue-trouble.ts';
import { wrapped } from './sns-message.ts';
import { isGreeting, jsonOf } from './sns-receive.ts';
import { countEvent, markHeard, noteUnmatched, type Source } from './sources.store.ts';
import { type Taken, takeEvent } from './take-event.ts';

export type PollTiming = {
  /** How long Amazon waits for a message before it answers that there is none. */
  waitSeconds: number;
  /** Until the next attempt after the first failure; each time twice as long. */
  retryMs: number;
  longestMs: number;
};
export const usualPollTiming: PollTiming = { waitSeconds: 20, retryMs: 2_000, longestMs: 300_000 };

/** While batches come full, so many are fetched at a time. */
const MOST_AT_ONCE = 5;
/** What is no event of SES may be somebody else's: it stays in the queue, out of the way. */
const NOT_OURS_S = 6 * 3600;

export type Poller = { state: () => QueueState; stop: () => Promise<void> };

type PollOptions = FeedbackOptions & {
  source: Source;
  keys: () => AmazonKeys | null;
  timing: PollTiming;
  onTaken: (taken: Taken) => void;
};

/** Asks a queue for events for as long as it runs. A message is removed after what it says is written down, never before. */
export function pollQueue(options: PollOptions): Poller {
  const { db, clock, logger, changes, source, timing } = options;
  const marks = createMarks(options.secrets);
  const alarm = createAlarm();
  const stopping = new AbortController();
  let state: QueueState = { is: 'connecting', words: '', nextTryAt: null };

  const setState = (next: QueueState) => {
    const changed = next.is !== state.is || next.words !== state.words;
    state = next;
    if (changed) changes.announce('sesEvents');
  };

  async function run(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const trouble = await session(() => {
        failures = 0;
      });
      if (!trouble) return;
      const ms = trouble.asks ? timing.longestMs : Math.min(timing.retryMs * 2 ** failures++, timing.longestMs);
      setState({ is: 'trouble', words: trouble.words, nextTryAt: clock() + ms });
      await alarm.wait(ms);
    }
  }

  /** Reads until something goes wrong. The keys are asked for each time, for they may have been entered anew. */
  async function session(onRead: () => void): Promise<Pick<QueueTrouble, 'words' | 'asks'> | null> {
    const keys = options.keys();
    if (!keys) return { words: 'The secret access key of this account is missing.', asks: true };
    const queue = await openQueue(source, keys);
    try {
      for (let width = 1; !stopping.signal.aborted; ) {
        const messages = await receive(queue, width);
        await work(queue, messages);
        onRead();
        setState({ is: 'listening', words: '', nextTryAt: null });
        width = messages.length >= width * BATCH ? Math.min(width + 1, MOST_AT_ONCE) : 1;
      }
      return null;
    } catch (error) {
      if (stopping.signal.aborted) return null;
      logger.warn('the queue of an Amazon SES account cannot be read', { queueUrl: source.queueUrl, error });
      return queueTroubleOf(error);
    } finally {
      queue.close();
    }
  }

  const receive = async (queue: Queue, width: number): Promise<QueueMessage[]> => {
    const seconds = width === 1 ? timing.waitSeconds : 0;
    const batches = Array.from({ length: width }, () => queue.receive({ seconds, signal: stopping.signal }));
    return (await Promise.all(batches)).flat();
  };

  async function work(queue: Queue, messages: QueueMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const done: QueueMessage[] = [];
    const taken: Taken[] = [];
    const putOff: { message: QueueMessage; seconds: number }[] = [];
    db.transaction(() => {
      for (const message of messages) {
        const seconds = take(message, taken);
        if (seconds === null) done.push(message);
        else putOff.push({ message, seconds });
      }
      markHeard(db, { id: source.id, at: clock() });
    });
    taken.forEach(options.onTaken);
    for (let start = 0; start < done.length; start += BATCH) await queue.remove(done.slice(start, start + BATCH));
    for (const { message, seconds } of putOff) await queue.putOff(message, seconds);
  }

  /** Null when it is written down; else after how many seconds it may come again. One bad message harms no other. */
  function take(message: QueueMessage, taken: Taken[]): number | null {
    const now = clock();
    try {
      return db.transaction(() => {
        const text = textOf(message.body);
        const event = readSesEvent(jsonOf(text));
        if (event) taken.push(takeEvent({ db, marks }, { event, sourceId: source.id, now }));
        else if (!isGreeting(text)) {
          if (noteUnmatched(db, { sourceId: source.id, mark: `sqs:${message.id}`, now }))
            countEvent(db, { sourceId: source.id, what: 'unreadable' });
          return NOT_OURS_S;
        }
        return null;
      });
    } catch (error) {
      logger.error('an event of Amazon SES could not be written down', { messageId: message.id, times: message.times, error });
      return Math.min(60 * 2 ** message.times, NOT_OURS_S);
    }
  }

  const running = run().catch((error: unknown) => {
    logger.error('the reading of a queue ended', { queueUrl: source.queueUrl, error });
    setState({ is: 'trouble', words: 'Reading stopped because of a defect. The log has the details.', nextTryAt: null });
  });
  return {
    state: () => state,
    stop: async () => {
      stopping.abort();
      alarm.ring();
      await running;
    },
  };
}

/** A topic puts the event into an envelope of its own unless “raw message delivery” is switched on. */
function textOf(body: string): string {
  const envelope = wrapped.safeParse(jsonOf(body));
  return envelope.success ? envelope.data.Message : body;
}
