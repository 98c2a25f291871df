import { recordProgress } from '../events/events.ts';
import { createDeliverer } from './deliver.ts';
import { countOutcomes, deliveryById, pageDeliveries, type WholeDelivery } from './deliveries.store.ts';
import { createEndpoints } from './endpoints.ts';
import { feedSlice } from './feed.ts';
import { masked, maskedText } from './mask.ts';
import type { WebhookOptions } from './options.ts';
import { createPulse } from './pulse.ts';
import { createReplay } from './replay.ts';
import { mayBePrivate, setMayBePrivate } from './settings.store.ts';
import { tidyUp } from './tidy-up.ts';

export type { Delivery, DeliveryStatus } from './deliveries.store.ts';
export type { Endpoint } from './endpoints.store.ts';
export type { EndpointChange, NewEndpoint } from './endpoints.ts';
export type { WebhookOptions, WebhookStyle } from './options.ts';

/** Between two slices of reading the thread belongs to others. */
const REST_MS = 40;
/** How often it is looked how far sends are. */
const PROGRESS_MS = 1_000;

/**
 * The face of webhooks: other programs are told what happened, each in the words of a dialect. What is told comes from the
 * feed alone, so whatever `recordEvent` writes is told where a style has a name for it. A delivery is made at least
 * once, and the receiver knows a repetition by its id.
 */
export type Webhooks = ReturnType<typeof createWebhooks>;

export function createWebhooks(options: WebhookOptions) {
  const { db, clock, changes, styles, logger } = options;
  const changed = () => {
    changes.announce('webhooks');
    pulse.beat();
  };
  const deliverer = createDeliverer({ ...options, onSettled: changed });
  let readAgainAt = 0;
  let lookAgainAt = 0;
  const pulse = createPulse({
    changes,
    onError: (error) => logger.error('webhooks failed', { error }),
    work: () => {
      // Each call that ends comes by here; the log is not read on with each of them.
      let more = performance.now() < readAgainAt;
      if (!more) {
        if (performance.now() >= lookAgainAt) {
          // How far sends are is a fact of the feed, whoever reads it.
          db.slice(() => recordProgress(db, clock()));
          lookAgainAt = performance.now() + PROGRESS_MS;
        }
        const read = feedSlice(options);
        const forgot = tidyUp(options);
        more = read.more || forgot;
        readAgainAt = performance.now() + REST_MS;
        if (read.told > 0) changes.announce('webhooks');
      }
      const wait = deliverer.pump();
      return more ? Math.min(wait ?? REST_MS, REST_MS) : wait;
    },
  });
  return {
    endpoints: createEndpoints({ ...options, changed }),
    replay: createReplay({ ...options, changed }),
    deliveries: {
      page: (page: Parameters<typeof pageDeliveries>[1]) => pageDeliveries(db, page),
      /** With what was said and answered, for a screen: whom it is about is masked. Null for none. */
      get: (publicId: string): WholeDelivery | null => {
        const found = deliveryById(db, publicId);
        return found && { ...found, body: masked(found.body), responseBody: maskedText(found.responseBody) };
      },
      countOutcomes: (time: { since: number; until: number }) => countOutcomes(db, time),
    },
    /** Whether any webhook here may call into private networks: off, unless a person turns it on. */
    mayBePrivate: () => mayBePrivate(db),
    setMayBePrivate: (on: boolean): void => {
      setMayBePrivate(db, on);
      changed();
    },
    /** The dialects that have webhooks, and the names of their events. */
    styles: (): { dialect: WebhookOptions['styles'][number]['dialect']; types: readonly string[] }[] =>
      styles.map(({ dialect, types }) => ({ dialect, types })),
    start: () => {
      deliverer.start();
      pulse.start();
    },
    /** Looks now: after sleep, or when the network is back. */
    wake: () => pulse.beat(),
    stop: async () => {
      pulse.stop();
      await deliverer.stop();
    },
  };
}
