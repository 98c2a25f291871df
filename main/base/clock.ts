/** Now, in UTC milliseconds. Handed in so that tests can move it. */
export type Clock = () => number;
export const systemClock: Clock = () => Date.now();
