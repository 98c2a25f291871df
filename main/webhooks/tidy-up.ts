import { forgetDeliveries, maskDelivery, toMask } from './deliveries.store.ts';
import { masked, maskedText } from './mask.ts';
import type { WebhookOptions } from './options.ts';
import { REPLAYABLE_MS } from './replay.ts';

const DAYS_KEPT = 7;
const MOST_KEPT = 50_000;
const SLICE = 100;
const DAY = 24 * 60 * 60 * 1_000;

/**
 * Keeps the log bounded, a slice at a time, and of what can no longer be said again only what it was about. Says whether
 * there may be more to do.
 */
export function tidyUp({ db, clock }: Pick<WebhookOptions, 'db' | 'clock'>): boolean {
  const forgot = forgetDeliveries(db, { before: clock() - DAYS_KEPT * DAY, keep: MOST_KEPT, limit: SLICE });
  const whole = toMask(db, { before: clock() - REPLAYABLE_MS, limit: SLICE });
  if (whole.length > 0)
    db.slice(() => {
      for (const { id, body, responseBody } of whole)
        maskDelivery(db, { id, body: masked(body), responseBody: maskedText(responseBody) });
    });
  return forgot === SLICE || whole.length === SLICE;
}
