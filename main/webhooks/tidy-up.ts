import { forgetDeliveries } from './deliveries.store.ts';
import type { WebhookOptions } from './options.ts';

const DAYS_KEPT = 7;
const MOST_KEPT = 50_000;
const SLICE = 100;
const DAY = 24 * 60 * 60 * 1_000;

/** Keeps the log bounded, a slice at a time; says whether there may be more to forget. */
export const tidyUp = ({ db, clock }: Pick<WebhookOptions, 'db' | 'clock'>): boolean =>
  forgetDeliveries(db, { before: clock() - DAYS_KEPT * DAY, keep: MOST_KEPT, limit: SLICE }) === SLICE;
