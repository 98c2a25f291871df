/** Longer than this the others wait for the next turn. */
const SLICE_MS = 8;

type Waiting = { work: () => unknown; resolve: (value: never) => void; reject: (error: unknown) => void };

/**
 * Works that come in the same turn become one transaction, so that one wait for the disk is for all of them. Each is a unit
 * of its own: one that throws is undone by itself. A promise settles once its work is on the disk.
 */
export function createGathering(
  transaction: <Result>(work: () => Result) => Result,
): <Result>(work: () => Result) => Promise<Result> {
  let waiting: Waiting[] = [];

  function perform(): void {
    const settle: (() => void)[] = [];
    const taken = waiting;
    waiting = [];
    const begun = performance.now();
    try {
      transaction(() => {
        for (const [at, { work, resolve, reject }] of taken.entries()) {
          if (performance.now() - begun > SLICE_MS) {
            waiting = taken.slice(at);
            setImmediate(perform);
            return;
          }
          try {
            const value = transaction(work) as never;
            settle.push(() => resolve(value));
          } catch (error) {
            settle.push(() => reject(error));
          }
        }
      });
    } catch (error) {
      // The disk took none of them.
      for (const { reject } of taken.slice(0, settle.length)) reject(error);
      return;
    }
    for (const tell of settle) tell();
  }

  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ work, resolve, reject }) === 1) setImmediate(perform);
    });
}
