const MINUTE = 60_000;

/** How long delivery waits for what. Handed in so that tests need not. */
export type Timing = {
  /** Waits between the attempts of a deferred message; the last one repeats. */
  retryMs: readonly number[];
  /** A message that was deferred this long after its first attempt is given up … */
  giveUpMs: number;
  /** … unless it was tried less often than this: the computer slept, or its clock was wrong. */
  leastTries: number;
  /** How long a server may take to connect and greet … */
  connectMs: number;
  /** … and to answer anything else. RFC 5321 allows ten minutes after the body; few servers take one. */
  answerMs: number;
  /** First wait before a server that cannot be reached is tried again; it doubles up to `longestReconnectMs`. */
  reconnectMs: number;
  longestReconnectMs: number;
  /** First wait after a server asked us to slow down; it doubles up to `longestBrakeMs`. */
  brakeMs: number;
  longestBrakeMs: number;
  /** A connection without work is closed after this. */
  idleMs: number;
  /** How long stopping waits for messages in the air. */
  drainMs: number;
  /** A ledger that cannot be written, because the disk is full, is tried again after this. */
  ledgerRetryMs: number;
  /**
   * Where this many leave in a second over a few connections, the disk is what holds them up: then it is told ahead which
   * messages may leave, and a power cut leaves those uncertain as well.
   */
  tellAheadFrom: number;
};

/** The first of some times; null stands for never. */
export const earliest = (times: readonly (number | null)[]): number | null =>
  times.reduce((least, time) => (time !== null && (least === null || time < least) ? time : least), null);

export const usualTiming: Timing = {
  retryMs: [1, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * MINUTE),
  giveUpMs: 24 * 60 * MINUTE,
  leastTries: 5,
  connectMs: 20_000,
  answerMs: 300_000,
  reconnectMs: 1_000,
  longestReconnectMs: 2 * MINUTE,
  brakeMs: 2_000,
  longestBrakeMs: 5 * MINUTE,
  idleMs: 10_000,
  drainMs: 10_000,
  ledgerRetryMs: 5_000,
  tellAheadFrom: 250,
};
