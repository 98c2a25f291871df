/** What is answered no later than this after the disk would be done is worth a wait. */
const A_BIT_MS = 0.5;
/** Those that take longer than usual are not waited for; a timer cannot be shorter. */
const MOMENT_MS = 1;

/**
 * When answers come faster than the disk takes what is written, a turn waits a moment for those still on their way: one wait
 * for the disk then serves them all. It learns how long both take.
 */
export type Gathering = {
  /** The disk took so long; 0 where it was not waited for. */
  flushed: (ms: number) => void;
  /** A message was answered after so long. */
  answered: (ms: number) => void;
  /** Works now, or with the last of the `inAir` that are about to be answered. */
  soon: (inAir: number, work: () => void) => void;
  end: () => void;
};

export function createGathering(): Gathering {
  let timer: NodeJS.Timeout | undefined;
  let flushMs = 0;
  let answerMs = Number.POSITIVE_INFINITY;
  const learn = (known: number, ms: number) => (Number.isFinite(known) ? known + (ms - known) / 8 : ms);
  const end = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    flushed: (ms) => {
      flushMs = learn(flushMs, ms);
    },
    answered: (ms) => {
      answerMs = learn(answerMs, ms);
    },
    soon: (inAir, work) => {
      if (inAir > 0 && flushMs > 0 && answerMs < flushMs + A_BIT_MS) {
        timer ??= setTimeout(() => {
          timer = undefined;
          work();
        }, MOMENT_MS);
        return;
      }
      end();
      work();
    },
    end,
  };
}
