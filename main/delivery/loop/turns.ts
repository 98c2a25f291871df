type Turns = {
  /** At the next opportunity, once however often it is asked for. */
  soon: () => void;
  /** When the time has passed, unless a turn comes before it. `first` is done just before that turn. */
  after: (ms: number, first?: () => void) => void;
  /** Forgets what `after` was asked for. */
  forget: () => void;
};

/** When a loop takes its next turn. */
export function createTurns(turn: () => void): Turns {
  let scheduled = false;
  let timer: NodeJS.Timeout | undefined;
  const forget = () => clearTimeout(timer);
  const soon = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      forget();
      turn();
    });
  };
  return {
    soon,
    after: (ms, first) => {
      forget();
      const ring = () => {
        first?.();
        soon();
      };
      // Sending keeps the process up by its connections; waiting must not.
      timer = setTimeout(ring, ms).unref();
    },
    forget,
  };
}
