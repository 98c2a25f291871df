import { join } from 'node:path';
import type { FileSource } from '#shared/rpc/imports.ts';
import { type Audit, createAudit } from './audit/audit.ts';
import { type Changes, createChanges } from './base/changes.ts';
import { type Clock, systemClock } from './base/clock.ts';
import type { Logger } from './base/logger.ts';
import type { Secrets } from './base/secrets.ts';
import { type Bulk, createBulk } from './bulk/bulk.ts';
import {
  createConfirmer,
  createLetters,
  createScheduler,
  frequencyGuard,
  type Reads,
  unscheduleAll,
} from './campaigns/campaigns.ts';
import { createFieldWork, type FieldWork, isSuppressed, suppress } from './contacts/contacts.ts';
import { findPlace, openWrite, type WriteDb, workspaceMigrations } from './db/db.ts';
import {
  createAccountWatch,
  createDelivery,
  createInbox,
  type Delivery,
  holdAllSends,
  type Inbox,
  setAsideSingles,
} from './delivery/delivery.ts';
import { createExports, type Exports } from './exports/exports.ts';
import { createFeedback, type Feedback } from './feedback/feedback.ts';
import { createImports, type Imports } from './imports/imports.ts';
import { clearIncomplete, createSegments, type Segments } from './segments/segments.ts';
import { createWebhooks, type WebhookStyle, type Webhooks } from './webhooks/webhooks.ts';
import { createPeopleFinder, type PeopleFinder } from './workers/finder.ts';
import { createWorkers, keepCheckpoints } from './workers/workers.ts';

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
  readonly imports: Imports;
  readonly bulk: Bulk;
  readonly exports: Exports;
  readonly segments: Segments;
  readonly feedback: Feedback;
  readonly webhooks: Webhooks;
  readonly audit: Audit;
  /** A file that a window named or handed over. */
  readonly resolveSource: (source: FileSource) => { path: string; fileName: string };
  readonly finder: PeopleFinder;
  readonly reads: Reads;
  readonly fieldWork: FieldWork;
  /** What is to be ended before the database is closed. */
  readonly atClose: (end: () => Promise<void>) => void;
  /** Whether this may be a copy of the data; nothing leaves until a person has said. */
  readonly isCopy: () => boolean;
  /** It goes on here, or what was under way is left to the original. */
  readonly settleCopy: (as: 'original' | 'copy') => void;
};

/** A workspace as its opener has it. */
export type OpenedWorkspace = Workspace & {
  /** Puts right what a crash left behind and begins to work; without `deliver` nothing is sent and nothing becomes due. */
  start: (options: { deliver: boolean }) => Promise<void>;
  /** Looks for what is due now: after sleep, or when the network is back. */
  wake: () => void;
  /** Stops whatever was being sent or scheduled until a person decides: for what was restored. Before `start`. */
  holdEverything: () => void;
  close: () => Promise<void>;
};

export async function openWorkspace(options: {
  id: string;
  folder: string;
  /** Whether a missing database is made: only for a workspace that is new. */
  create: boolean;
  logger: Logger;
  secrets: Secrets;
  resolveSource: (source: FileSource) => { path: string; fileName: string };
  /** The words in which other programs can be told what happens. */
  webhookStyles?: readonly WebhookStyle[];
  /** Told of each send that is over: every message of it has an outcome. */
  onFinished?: (workspaceId: string, sendId: number) => void;
}): Promise<OpenedWorkspace> {
  const { id, folder, logger } = options;
  const secrets = within(options.secrets, id);
  const clock = systemClock;
  const changes = createChanges();
  const db = await openWrite({
    file: join(folder, 'letterpress.db'),
    logger,
    migrations: workspaceMigrations,
    create: options.create,
  });
  const place = findPlace({ db, folder, isNew: options.create });
  const checkpoints = keepCheckpoints({ db, logger });
  const workers = createWorkers();
  const inbox = createInbox({ db, clock, changes, logger });
  const delivery = createDelivery({
    db,
    clock,
    logger,
    changes,
    secrets,
    letters: createLetters(db),
    suppressions: {
      isSuppressed: (emailKey) => isSuppressed(db, emailKey),
      mailedEnough: frequencyGuard(db, clock),
      suppress: (suppression) => void suppress(db, suppression),
    },
    inbox,
    onFinished: (sendId) => {
      changes.announce('campaigns');
      options.onFinished?.(id, sendId);
    },
  });
  const confirmer = createConfirmer({ db, clock, changes, logger, delivery });
  const accountWatch = createAccountWatch({ db, clock, logger, changes, secrets, wake: delivery.wake });
  const feedback = createFeedback({ db, clock, logger, changes, secrets, delivery });
  const audit = createAudit({ db, clock, changes });
  const webhooks = createWebhooks({
    db,
    workspaceId: id,
    clock,
    logger,
    changes,
    secrets,
    styles: options.webhookStyles ?? [],
  });
  const imports = createImports({
    db,
    clock,
    changes,
    logger,
    parseFile: workers.parseFile,
    previewFile: workers.previewFile,
    resolveSource: options.resolveSource,
  });
  const segments = createSegments({
    db,
    clock,
    changes,
    countSet: (set) => finder.count(set),
    readNumbers: (query, { signal }) => workers.readNumbers({ file: db.file, query }, { signal }),
  });
  const bulk = createBulk({
    db,
    clock,
    changes,
    logger,
    readIds: (query, { signal }) => workers.readNumbers({ file: db.file, query }, { signal }),
  });
  const exports = createExports({ db, folder: join(folder, 'exports'), clock, logger, writeExport: workers.writeExport });
  const fieldWork = createFieldWork({ db, changes, logger });
  const finder = createPeopleFinder({ db, changes, logger });
  const ends: (() => Promise<void>)[] = [];
  let mayDeliver = false;
  const deliverIfOurs = () => {
    if (!mayDeliver || place.isCopy()) return;
    delivery.start();
    confirmer.start();
    accountWatch.start();
    scheduler.start();
    feedback.start();
    webhooks.start();
  };
  const hold = (why: string) => {
    db.transaction(() => {
      holdAllSends(db, `${why} Go on only if the original did not send it already.`);
      unscheduleAll(db, { note: `The schedule was taken off. ${why}`, now: clock() });
      setAsideSingles(db, clock());
    });
  };
  const settleCopy: Workspace['settleCopy'] = (as) => {
    if (!place.isCopy()) return;
    if (as === 'copy') hold('This workspace is a copy.');
    place.settle();
    deliverIfOurs();
    changes.announce('campaigns', 'sends', 'messages', 'workspaces');
  };
  const workspace: Workspace = {
    ...{
      id,
      folder,
      db,
      clock,
      logger,
      changes,
      secrets,
      delivery,
      inbox,
      imports,
      bulk,
      exports,
      segments,
      feedback,
      webhooks,
      audit,
      finder,
      fieldWork,
      reads: workers.reads,
    },
    resolveSource: options.resolveSource,
    atClose: (end) => void ends.push(end),
    isCopy: place.isCopy,
    settleCopy,
  };
  const scheduler = createScheduler({ tools: workspace, logger });
  return {
    ...workspace,
    start: async ({ deliver }) => {
      imports.recover();
      bulk.recover();
      await clearIncomplete(db);
      fieldWork.wake();
      await inbox.start();
      mayDeliver = deliver;
      deliverIfOurs();
    },
    wake: () => {
      if (!mayDeliver || place.isCopy()) return;
      feedback.wake();
      webhooks.wake();
      // First what was missed: it is held before anything of it leaves.
      scheduler
        .tick()
        .catch((error: unknown) => logger.error('the scheduler failed', { error }))
        .finally(delivery.wake);
    },
    holdEverything: () => {
      hold('This workspace was restored from a backup.');
      place.settle();
    },
    close: async () => {
      await confirmer.stop();
      await webhooks.stop();
      await feedback.stop();
      await scheduler.stop();
      await imports.stop();
      await bulk.stop();
      await exports.stop();
      await fieldWork.stop();
      await accountWatch.stop();
      await delivery.stop();
      await inbox.stop();
      await workers.stop();
      await finder.stop();
      await Promise.all(ends.map((end) => end()));
      await checkpoints.stop();
      db.close();
    },
  };
}

/** Secrets under the workspace's own name, so that two workspaces cannot take each other's. */
function within(secrets: Secrets, workspaceId: string): Secrets {
  const named = (name: string) => `${workspaceId}/${name}`;
  return {
    get: (name) => secrets.get(named(name)),
    set: (name, value) => secrets.set(named(name), value),
    remove: (name) => secrets.remove(named(name)),
  };
}
