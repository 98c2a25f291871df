const FIRST = 100;
const LEAST = 10;
const MOST = 2000;
/** A slice is to take about so long: half of what nobody notices. */
const AIM_MS = 8;

/** How many people a slice takes, by how long the last ones took: what is done to a person may cost 5 µs or 5 ms. */
export function sizer(): { now: () => number; took: (work: () => void) => void } {
  let size = FIRST;
  return {
    now: () => size,
    took: (work) => {
      const start = performance.now();
      work();
      const ms = Math.max(performance.now() - start, 0.1);
      // At most doubled, since the first ones of a kind are no measure for the others.
      size = Math.round(Math.min(MOST, Math.max(LEAST, Math.min(size * 2, (size * AIM_MS) / ms))));
    },
  };
}
