import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Secrets } from '../base/secrets.ts';
import type { WriteDb } from '../db/db.ts';
import type { Delivery } from '../delivery/delivery.ts';

export type FeedbackOptions = {
  db: WriteDb;
  clock: Clock;
  logger: Logger;
  changes: Changes;
  secrets: Secrets;
  /** A send may wait for what comes back about its messages. */
  delivery: Pick<Delivery, 'wake'>;
};

/** Something that listens for answers. */
export type Listener = { start: () => void; stop: () => Promise<void> };
