import { setImmediate as breathe } from 'node:timers/promises';
import { conflict, notFound } from '../base/errors.ts';
import { deliveryById, lastBefore, lastDeliveryId, replayDelivery, replaySlice } from './deliveries.store.ts';
import { requireEndpoint } from './endpoints.ts';
import type { WebhookOptions } from './options.ts';

/** For so long what was said is there to the letter and may be said again. */
export const REPLAYABLE_MS = 24 * 60 * 60 * 1_000;
const SLICE = 200;

/** What was said is said again, word for word, as deliveries of their own. `changed` is called after each. */
export function createReplay(options: WebhookOptions & { changed: () => void }) {
  const { db, clock, changed } = options;
  return {
    one: (publicId: string): { id: string } => {
      const delivery = deliveryById(db, publicId);
      if (!delivery) throw notFound('webhooks.unknown-delivery', 'There is no such delivery.');
      if (delivery.masked || delivery.createdAt < clock() - REPLAYABLE_MS)
        throw conflict(
          'webhooks.masked',
          'It was said more than a day ago. Whom it was about is no longer in the log, so it cannot be said again.',
        );
      const id = replayDelivery(db, { id: delivery.id, now: clock() });
      changed();
      return { id };
    },
    /** Of the last 24 hours at most, oldest first. */
    many: async (
      publicId: string,
      wanted: { since?: number | undefined; types?: readonly string[] | undefined; failedOnly?: boolean | undefined } = {},
    ): Promise<{ replayed: number; since: number }> => {
      const { id: endpointId } = requireEndpoint(db, publicId);
      const now = clock();
      const since = Math.max(wanted.since ?? 0, now - REPLAYABLE_MS);
      // Only what there was when it was asked for, so that nothing is replayed because it was replayed.
      const upTo = lastDeliveryId(db);
      const { types = null, failedOnly = false } = wanted;
      let replayed = 0;
      for (let after = lastBefore(db, since); after < upTo; after += SLICE, await breathe()) {
        const slice = { endpointId, after, upTo: Math.min(after + SLICE, upTo), since, types, failedOnly, now };
        replayed += db.transaction(() => replaySlice(db, slice));
      }
      if (replayed > 0) changed();
      return { replayed, since };
    },
  };
}
