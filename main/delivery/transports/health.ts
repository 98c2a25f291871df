import type { NoLine } from '../loop/line.ts';
import type { Pace } from '../pace/pace.ts';
import { warmUpWords } from '../pace/warm-up.ts';
import type { Transport } from './transports.store.ts';

/** How an account is doing, in words for the person who looks after it. */
export type Health = {
  /**
   * `slowed`: it sends, but slower than its own limits, because the server asked for that. `waiting`: nothing leaves
   * until `retryAt`, then it goes on by itself. `held`: a person has to put something right.
   */
  state: 'idle' | 'sending' | 'slowed' | 'waiting' | 'held';
  /** What holds it up, in the server's own words where it is the server, or how far its warm-up is. Often empty. */
  words: string;
  connections: number;
  perSecond: number;
  retryAt: number | null;
};

export const idleHealth: Health = { state: 'idle', words: '', connections: 0, perSecond: 0, retryAt: null };

/** Waits shorter than this are part of a pace. */
const NOTABLE_MS = 5_000;

export function healthOf(facts: {
  transport: Transport;
  pace: Pick<Pace, 'binding' | 'nextAt' | 'throttle' | 'warmUp'>;
  /** Why a person is needed; empty when none is. */
  held: string;
  trouble: NoLine | null;
  lineWaitMs: number | null;
  hasWork: boolean;
  connections: number;
  perSecond: number;
  now: number;
  uptime: number;
}): Health {
  const { pace, now } = facts;
  const figures = { connections: facts.connections, perSecond: facts.perSecond, retryAt: null };
  if (facts.held) return { ...figures, state: 'held', words: facts.held };
  if (facts.hasWork && facts.trouble && facts.connections === 0) {
    const retryAt = now + (facts.lineWaitMs ?? 0);
    return { ...figures, state: 'waiting', words: facts.trouble.words, retryAt };
  }
  const slowed = pace.throttle.state(facts.uptime);
  if (facts.hasWork && slowed) {
    const pauseMs = slowed.until === null ? 0 : slowed.until - facts.uptime;
    if (pauseMs > NOTABLE_MS) return { ...figures, state: 'waiting', words: slowed.words, retryAt: now + pauseMs };
    return { ...figures, state: 'slowed', words: slowedWords(slowed) };
  }
  const nextAt = facts.hasWork ? pace.nextAt(now) : null;
  if (nextAt !== null && nextAt - now > NOTABLE_MS)
    return { ...figures, state: 'waiting', words: limitWords(facts.transport, pace), retryAt: nextAt };
  const warmUp = pace.warmUp();
  const words = warmUp ? `${warmUpWords(warmUp.day, warmUp.sent)}.` : '';
  return { ...figures, state: facts.hasWork ? 'sending' : 'idle', words };
}

/** The limit that holds a transport up at this moment, as part of a sentence; empty when none does. */
export function limitWords(transport: Pick<Transport, 'name'>, pace: Pick<Pace, 'binding' | 'warmUp' | 'throttle'>): string {
  const binding = pace.binding();
  if (!binding) return '';
  const count = binding.count.toLocaleString('en-GB', { maximumSignificantDigits: 3 });
  switch (binding.limit) {
    case 'warm-up': {
      const warmUp = pace.warmUp();
      return warmUp ? warmUpWords(warmUp.day, warmUp.sent) : '';
    }
    case 'server':
      return binding.count > 0 ? `${count} a second, all that ${transport.name} takes` : `${transport.name} asked to slow down`;
    case 'day':
      return `${binding.count} in 24 hours, the limit of ${transport.name}`;
    case 'hour':
      return `${binding.count} an hour, the limit of ${transport.name}`;
    default:
      return `${binding.count} a ${binding.limit}, the limit of ${transport.name}`;
  }
}

function slowedWords(slowed: { words: string; perSecond: number | null }): string {
  if (slowed.perSecond === null) return `The server asked to slow down: ${slowed.words}`;
  return `The server asked for less, so ${rateWords(slowed.perSecond)} leave at the moment: ${slowed.words}`;
}

function rateWords(perSecond: number): string {
  if (perSecond >= 10) return `about ${Math.round(perSecond)} a second`;
  if (perSecond >= 1) return `about ${perSecond.toFixed(1)} a second`;
  return `about ${Math.max(1, Math.round(perSecond * 60))} a minute`;
}
