import { basename, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { newTransport } from '#shared/rpc/transports.ts';
import type { Dialect, Scope } from '#shared/schema/words.ts';
import { createKey } from '../access/access.ts';
import { testRegistry } from '../access/testing.ts';
import { createLogger } from '../base/logger.ts';
import type { Secrets } from '../base/secrets.ts';
import type { WriteDb } from '../db/db.ts';
import { createTransport } from '../delivery/delivery.ts';
import { type OpenedWorkspace, openWorkspace } from '../workspace.ts';
import { dialects } from './dialects.ts';
import { buildServer } from './server.ts';

export type TestServer = {
  server: FastifyInstance;
  registry: WriteDb;
  workspace: OpenedWorkspace;
  /** Lines of the log. */
  log: string[];
  keyFor: (dialect: Dialect, scopes?: readonly Scope[]) => string;
  close: () => Promise<void>;
};

function memorySecrets(): Secrets {
  const kept = new Map<string, string>();
  return {
    get: (name) => kept.get(name) ?? null,
    set: (name, value) => void kept.set(name, value),
    remove: (name) => void kept.delete(name),
  };
}

/** The local server over a real registry and a real workspace that sends into its own test inbox. */
export async function testServer({ rates }: { rates?: { perKey: number; perWorkspace: number } } = {}): Promise<TestServer> {
  const { registry, workspaceId, folder, close } = await testRegistry();
  const log: string[] = [];
  const logger = createLogger({ write: (line) => void log.push(line) });
  const workspace = await openWorkspace({
    id: workspaceId,
    folder: join(folder, 'workspaces', workspaceId),
    create: true,
    logger,
    secrets: memorySecrets(),
    webhookStyles: dialects.flatMap(({ webhooks }) => webhooks ?? []),
    resolveSource: (source) => {
      if ('path' in source) return { path: source.path, fileName: basename(source.path) };
      throw new Error('nothing was uploaded');
    },
  });
  createTransport(workspace.db, {
    transport: newTransport.parse({ kind: 'inbox' }),
    secrets: workspace.secrets,
    now: Date.now(),
  });
  await workspace.start({ deliver: true });
  const server = await buildServer({
    registry,
    logger,
    version: '0.0.0',
    workspaceOf: () => workspace,
    loginWorkspaceId: () => workspaceId,
    dialects,
    rates,
  });
  return {
    server,
    registry,
    workspace,
    log,
    keyFor: (dialect, scopes) => createKey(registry, { workspaceId, dialect, name: 'Test', ...(scopes ? { scopes } : {}) }).key,
    close: async () => {
      await server.close();
      await workspace.close();
      close();
    },
  };
}
