const HOUR_MS = 3_600_000;

/** Nobody is asked again before that long. */
export const PAUSE_MS = HOUR_MS;
/** Whoever does not answer so many mails does not want to. */
export const MOST = 3;
/** How long a link confirms. */
export const VALID_MS = 14 * 24 * HOUR_MS;
