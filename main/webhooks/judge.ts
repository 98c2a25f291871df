import type { Outcome } from './attempt.ts';
import type { WholeDelivery } from './deliveries.store.ts';
import type { Endpoint } from './endpoints.store.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** How long is waited after each failed attempt; after the last of them the delivery has failed. */
const RETRIES = [10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR] as const;
/** An endpoint that fails so often in a row is left alone for a while, for all that it would be told. */
const RESTS_FROM = 5;
const RESTS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR] as const;
/** And one that fails for so long is called no more until a person says so. */
const LASTING = 24 * HOUR;
const GONE = 410;

/** What follows from an attempt, for the delivery and for its endpoint. */
export function judge({
  endpoint,
  delivery,
  outcome,
  now,
}: {
  endpoint: Endpoint;
  delivery: WholeDelivery;
  outcome: Outcome;
  now: number;
}) {
  if (outcome.error === '')
    return {
      delivery: { status: 'succeeded' as const, dueAt: now, endedAt: now },
      health: { failures: 0, failingSince: null, restUntil: 0, paused: '' },
    };
  const failures = endpoint.failures + 1;
  const failingSince = endpoint.failingSince ?? now;
  const rest = RESTS[Math.min(failures - RESTS_FROM, RESTS.length - 1)];
  const wait = RETRIES[delivery.attempts - 1];
  return {
    delivery:
      wait === undefined
        ? { status: 'failed' as const, dueAt: now, endedAt: now }
        : { status: 'pending' as const, dueAt: now + wait, endedAt: null },
    health: {
      failures,
      failingSince,
      restUntil: rest === undefined ? 0 : now + rest,
      paused: pauseOf({ outcome, failingFor: now - failingSince, paused: endpoint.paused }),
    },
  };
}

function pauseOf({ outcome, failingFor, paused }: { outcome: Outcome; failingFor: number; paused: string }): string {
  if (paused) return paused;
  if (outcome.responseStatus === GONE) return 'It says that it is gone for good (410).';
  return failingFor >= LASTING ? `Nothing got through for a day. Last: ${outcome.error}` : '';
}
