import type { Changes } from './base/changes.ts';
import type { Clock } from './base/clock.ts';
import type { Logger } from './base/logger.ts';
import type { Secrets } from './base/secrets.ts';
import type { WriteDb } from './db/db.ts';
import type { Delivery, Inbox } from './delivery/delivery.ts';
import type { ParseFile } from './imports/imports.ts';

/** One business's data and what works on it, as the contract and the dialects see it. */
export type Workspace = {
  readonly id: string;
  readonly folder: string;
  readonly db: WriteDb;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: Changes;
  readonly secrets: Secrets;
  readonly delivery: Delivery;
  readonly inbox: Inbox;
  /** Reads a file off the main thread. */
  readonly parseFile: ParseFile;
};
