import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import type { ApiRates } from '#shared/rpc/access.ts';
import { contract } from '#shared/rpc/rpc.ts';
import type { Channel } from '#shared/rpc/wire.ts';
import {
  createSession,
  findSession,
  lastUsedWorkspace,
  moveSession,
  openRegistry,
  ownerOf,
  prepareRegistry,
} from './access/access.ts';
import { dialects } from './api/dialects.ts';
import { publicServer } from './api/public/public.ts';
import { buildServer } from './api/server.ts';
import { ui } from './api/ui/ui.ts';
import { createUploads, type Uploads } from './api/ui/uploads.ts';
import { conflict, unavailable } from './base/errors.ts';
import { createFileSecrets, type Seal } from './base/file-secrets.ts';
import { keepHeapSmall } from './base/heap.ts';
import { token } from './base/ids.ts';
import type { Logger } from './base/logger.ts';
import { paths } from './base/paths.ts';
import { type Order, runCommand } from './cli/cli.ts';
import { readMedia } from './content/content.ts';
import { takeOwnership, type WriteDb } from './db/db.ts';
import type { Exports } from './exports/exports.ts';
import { overseeSending } from './outgoing.ts';
import { createHandlers, serve } from './rpc/rpc.ts';
import { addTestInbox, createSample } from './sample/sample.ts';
import { openWorkspaces, type Workspaces } from './workspaces.ts';

export const VERSION = '0.1.0';
const PORT = 4580;
const PUBLIC_PORT = 4581;

export type AppOptions = {
  dataFolder: string;
  logger: Logger;
  /** How secrets are sealed: by the system's keychain, or by a key file. */
  seal: Seal;
  rendererFolder: string;
  desktop: boolean;
  /** 4580 and 4581, or free ones where those are taken; a port that was asked for is taken or the start fails. */
  port?: number | undefined;
  publicPort?: number | undefined;
  /** Requests a minute that scripts may make, where no workspace says otherwise; by default as each API documents. */
  rates?: ApiRates | undefined;
  /** False for a command that only needs the data: nothing listens, and nothing is sent unless the command does it. */
  listen: boolean;
};

export type App = {
  /** Opens the interface in a browser; holds the key that lets it in. */
  url: string;
  publicUrl: string;
  /** The workspace that was used last, in which windows open. */
  workspaceId: string;
  /** Binds the contract to a channel of a window. */
  connect: (channel: Channel, window: { workspaceId: string; switchTo: (workspaceId: string) => void }) => void;
  readMedia: (workspaceId: string, id: string) => { type: string; data: Buffer } | null;
  /** A file that was exported for a window, once. */
  takeExport: (workspaceId: string, id: string) => ReturnType<Exports['take']>;
  /** Runs a command of the command line, in the workspace that is named or the first. */
  command: (order: Order, workspaceId?: string) => Promise<unknown>;
  /** What goes out and will, and what can be done about it from outside of a window. */
  sending: ReturnType<typeof overseeSending>;
  /** Finishes what is in the air, then closes everything in order. */
  close: () => Promise<void>;
};

/**
 * Opens a data folder and everything that works on it. Fails with `app.owned` where another process has it.
 * What was opened is closed again, in the opposite order, also when a later step fails.
 */
export async function openApp(options: AppOptions): Promise<App> {
  keepHeapSmall();
  const { dataFolder, logger } = options;
  const places = paths(dataFolder);
  const closing: (() => unknown)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const ownership = takeOwnership(dataFolder);
  if (!ownership) throw conflict('app.owned', 'Letterpress is already running with this data.');
  closing.push(ownership.release);
  try {
    const registry = await openRegistryOf(places, logger);
    closing.push(registry.close);
    const { workspaceId, first } = prepareRegistry(registry);
    const secrets = createFileSecrets({ file: places.secrets, seal: options.seal });
    const uploads = createUploads(places.uploads);
    const workspaces = await openWorkspaces({
      registry,
      folderOf: places.workspace,
      first,
      deliver: options.listen,
      logger,
      secrets,
      resolveSource: uploads.resolve,
      webhookStyles: dialects.flatMap(({ webhooks }) => webhooks ?? []),
      onFinished: (workspaceId, sendId) => sending.ended(workspaceId, sendId),
    });
    const sending = overseeSending(workspaces);
    closing.push(workspaces.close);
    const { find } = workspaces;
    if (first) createSample(find(workspaceId));

    const facts = { version: VERSION, dataFolder, desktop: options.desktop, apiAddress: '', publicPort: null as number | null };
    const connect: App['connect'] = (channel, { workspaceId: id, switchTo }) => {
      const window = { createWorkspace: (name: string) => workspaces.add({ name, prepare: addTestInbox }), switchTo };
      serve({ channel, contract, handlers: createHandlers({ workspace: find(id), registry, app: facts, window }), logger });
    };
    const command = (order: Order, named?: string) =>
      runCommand(
        {
          registry,
          workspace: find(named ?? workspaceId),
          addWorkspace: workspaces.add,
          running: options.listen,
          address: () => ({ url: app.url, publicUrl: app.publicUrl, pid: process.pid }),
        },
        order,
      );
    const media = (id: string, imageId: string) => readMedia(find(id).db, imageId);

    const app: App = {
      url: '',
      publicUrl: '',
      workspaceId: lastUsedWorkspace(registry).id,
      connect,
      readMedia: media,
      takeExport: (id, exportId) => find(id).exports.take(exportId),
      command,
      sending,
      close,
    };
    if (options.listen)
      Object.assign(
        app,
        await listen({
          options,
          registry,
          workspaces,
          firstId: workspaceId,
          uploads,
          connect,
          media,
          command,
          announce: ownership.announce,
          closing,
          facts,
        }),
      );
    await workspaces.start();
    for (const workspace of workspaces.all()) for (const dialect of dialects) await dialect.goOn?.(workspace);
    return app;
  } catch (error) {
    await close();
    throw error;
  }
}

/** A registry is made at the first start only: beside existing workspaces a missing one means that it was lost. */
async function openRegistryOf(places: ReturnType<typeof paths>, logger: Logger): Promise<WriteDb> {
  const workspaces = dirname(places.workspace('x'));
  if (!existsSync(places.registry) && existsSync(workspaces) && readdirSync(workspaces).length > 0) {
    throw unavailable(
      'db.missing',
      `The file ${places.registry} is missing beside workspaces that need it. Put it back from a backup.`,
    );
  }
  return openRegistry({ file: places.registry, logger });
}

type Listening = {
  options: AppOptions;
  registry: WriteDb;
  workspaces: Workspaces;
  firstId: string;
  uploads: Uploads;
  connect: App['connect'];
  media: App['readMedia'];
  command: App['command'];
  announce: (facts: { port: number; token: string }) => void;
  closing: (() => unknown)[];
  facts: { apiAddress: string; publicPort: number | null };
};

/** Both listeners, on 127.0.0.1 only. */
async function listen(parts: Listening): Promise<{ url: string; publicUrl: string }> {
  const { options, registry, workspaces, closing, facts } = parts;
  const launchKey = token();
  const ownerToken = token();
  const server = await buildServer({
    registry,
    logger: options.logger,
    version: VERSION,
    workspaceOf: workspaces.find,
    loginWorkspaceId: () => parts.firstId,
    dialects,
    rates: options.rates,
    plugins: [
      (scope) =>
        ui(scope, {
          rendererFolder: options.rendererFolder,
          logger: options.logger,
          uploads: parts.uploads,
          launchKey,
          ownerToken,
          openSession: () =>
            createSession(registry, { userId: ownerOf(registry).id, workspaceId: lastUsedWorkspace(registry).id }),
          findSession: (secret) => findSession(registry, secret),
          moveSession: (secret, workspaceId) => moveSession(registry, { secret, workspaceId }),
          connect: parts.connect,
          readMedia: parts.media,
          takeExport: (id, exportId) => workspaces.find(id).exports.take(exportId),
          command: parts.command,
        }),
    ],
  });
  const recipients = publicServer({ logger: options.logger, workspaces: workspaces.all });
  const listenOn = async (target: typeof server, wanted: number | undefined, usual: number) => {
    try {
      await target.listen({ host: '127.0.0.1', port: wanted ?? usual });
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken) throw error;
      if (wanted !== undefined) throw conflict('app.port-taken', `Port ${wanted} is taken by another program.`);
      await target.listen({ host: '127.0.0.1', port: 0 });
    }
    closing.push(() => target.close());
    return (target.server.address() as AddressInfo).port;
  };
  const port = await listenOn(server, options.port, PORT);
  facts.publicPort = await listenOn(recipients, options.publicPort, PUBLIC_PORT);
  facts.apiAddress = `http://127.0.0.1:${port}`;
  parts.announce({ port, token: ownerToken });
  return { url: `${facts.apiAddress}/?key=${launchKey}`, publicUrl: `http://127.0.0.1:${facts.publicPort}` };
}
