import { join } from 'node:path';
import type { FileSource } from '#shared/rpc/imports.ts';
import { type Changes, createChanges } from './base/changes.ts';
import { type Clock, systemClock } from './base/clock.ts';
import type { Logger } from './base/logger.ts';
import type { Secrets } from './base/secrets.ts';
import { createLetters, createScheduler, unscheduleAll } from './campaigns/campaigns.ts';
import { isSuppressed, suppress } from './contacts/contacts.ts';
import { openWrite, type WriteDb, workspaceMigrations } from './db/db.ts';
import { createDelivery, createInbox, type Delivery, holdAllSends, type Inbox } from './delivery/delivery.ts';
import { createImports, type Imports } from './imports/imports.ts';
import { createWorkers } from './workers/workers.ts';

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
};

/** A workspace as its opener has it. */
export type OpenedWorkspace = Workspace & {
  /** Puts right what a crash left behind and begins to work; without `deliver` nothing is sent and nothing becomes due. */
  start: (options: { deliver: boolean }) => Promise<void>;
  /** Stops whatever was being sent or scheduled until a person decides: for copies. Before `start`. */
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
      suppress: (suppression) => void suppress(db, suppression),
    },
    inbox,
    onFinished: () => changes.announce('campaigns'),
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
  const workspace: Workspace = { id, folder, db, clock, logger, changes, secrets, delivery, inbox, imports };
  const scheduler = createScheduler({ tools: workspace, logger });
  return {
    ...workspace,
    start: async ({ deliver }) => {
      imports.recover();
      await inbox.start();
      if (!deliver) return;
      delivery.start();
      scheduler.start();
    },
    holdEverything: () => {
      db.transaction(() => {
        holdAllSends(db, 'This workspace was restored from a backup. Go on only if the original did not send it already.');
        unscheduleAll(db, {
          note: 'The schedule was taken off because this workspace was restored from a backup.',
          now: clock(),
        });
      });
    },
    close: async () => {
      await scheduler.stop();
      await imports.stop();
      await delivery.stop();
      await inbox.stop();
      await workers.stop();
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
