/** A wait that can be ended early. A ring that comes while nobody waits ends the next wait at once. */
export type Alarm = {
  wait: (ms: number) => Promise<void>;
  ring: () => void;
  /** Forgets a ring that nobody has heard. */
  hush: () => void;
};

export function createAlarm(): Alarm {
  let rung = false;
  let end: (() => void) | null = null;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          end = null;
          rung = false;
          resolve();
        };
        const timer = setTimeout(done, ms);
        if (rung) done();
        else end = done;
      }),
    ring: () => {
      rung = true;
      end?.();
    },
    hush: () => {
      rung = false;
    },
  };
}
