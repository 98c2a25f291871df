/** Longer than this the others wait for the next turn. */
const SLICE_MS = 8;

type Waiting = { work: () => unknown; resolve: (value: never) => void; reject: (error: unknown) => void };

/**
 * Works that come in the same turn become one transaction, so that one wait for the disk is for all of them. Each is a unit
 * of its own: one that throws is undone by itself. A promise settles once its work is on the disk.
 */
export function gatherWorks(
  transaction: <Result>(work: () => Result) => Result,
): <Result>(work: () => Result) => Promise<Result> {
  let waiting: Waiting[] = [];

  function perform(): void {
    const taken = waiting;
    waiting = [];
    const outcomes: (() => void)[] = [];
    const begun = performance.now();
    try {
      transaction(() => {
        for (const { work, resolve, reject } of taken) {
          if (outcomes.length > 0 && performance.now() - begun > SLICE_MS) break;
          try {
            const value = transaction(work) as never;
            outcomes.push(() => resolve(value));
          } catch (error) {
            outcomes.push(() => reject(error));
          }
        }
      });
    } catch (error) {
      // Nothing of it was kept, whatever became of each.
      for (const { reject } of taken) reject(error);
      return;
    }
    const rest = taken.slice(outcomes.length);
    if (rest.length > 0 && waiting.unshift(...rest) === rest.length) setImmediate(perform);
    for (const tell of outcomes) tell();
  }

  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ work, resolve, reject }) === 1) setImmediate(perform);
    });
}
