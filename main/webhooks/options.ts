import type { Dialect } from '#shared/schema/words.ts';
import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Secrets } from '../base/secrets.ts';
import type { ReadDb, WriteDb } from '../db/db.ts';
import type { FeedEvent } from '../events/events.ts';
import type { Resolve } from './target.ts';

/** How a dialect tells other programs what happened: its names, its bodies, its signature. */
export type WebhookStyle = {
  dialect: Dialect;
  /** Every name that an endpoint may choose. */
  types: readonly string[];
  /** Under which names the feed knows a type; none for a type that there is not. */
  namesOf: (type: string) => readonly string[];
  /** What is said about a fact; nothing where these words have no name for it. `body` becomes the JSON that is signed. */
  tell: (event: FeedEvent, context: { db: ReadDb; workspaceId: string }) => readonly { type: string; body: object }[];
  /** A secret for an endpoint that was given none. */
  newSecret: () => string;
  /** What goes along with the body, its signature included. */
  headers: (call: { body: string; secret: string; type: string; deliveryId: string; at: number }) => Record<string, string>;
};

export type WebhookOptions = {
  db: WriteDb;
  workspaceId: string;
  clock: Clock;
  logger: Logger;
  changes: Changes;
  secrets: Secrets;
  styles: readonly WebhookStyle[];
  /** Where a host is; tests have their own. */
  resolve?: Resolve;
};
