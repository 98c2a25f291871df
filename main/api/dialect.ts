import type { FastifyInstance } from 'fastify';
import type { ApiRates } from '#shared/rpc/access.ts';
import type { Dialect, Scope } from '#shared/schema/words.ts';
import type { User } from '../access/access.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { WriteDb } from '../db/db.ts';
import type { WebhookStyle } from '../webhooks/webhooks.ts';
import type { Workspace } from '../workspace.ts';
import type { Example } from './http/examples.ts';
import type { Failure } from './http/failure.ts';
import type { Components } from './http/openapi.ts';

/** What every dialect is given. */
export type ApiContext = {
  registry: WriteDb;
  workspaceOf: (workspaceId: string) => Workspace;
  /** The workspace that a log-in by password opens; a key knows its own. */
  loginWorkspaceId: () => string;
  logger: Logger;
  clock: Clock;
  version: string;
  /** Requests a minute that are answered, where a dialect counts them and the workspace has no figures of its own. */
  rates?: ApiRates | undefined;
};

/** Who asks: a key, or a user with a session. */
export type Caller = {
  workspace: Workspace;
  scopes: readonly Scope[];
  user: User;
  ownerId: string;
  /** Of a key: which one, so that it can be told who did something. */
  keyId?: string | undefined;
};

/** An error in a dialect's own form. */
export type Answer = { status: number; body: unknown; headers?: Record<string, string> };

/** One documented API. The server mounts it under its prefix, and at the root for whoever brings one of its keys. */
export type DialectPlugin = {
  name: Dialect;
  title: string;
  prefix: `/${string}`;
  /**
   * Native paths that answer without a key, so that they find their dialect at the root as well; `/a/*` is everything
   * under `/a/`. A path that two dialects claim needs the prefix.
   */
  keyless: readonly string[];
  /** The cookie of its own log-in, if it has one; at the root it says whose a request is. */
  cookie?: string;
  /** Its named shapes, for the OpenAPI document. */
  components: Components;
  /** Documented requests, whose bodies the OpenAPI document shows. */
  examples?: readonly Example[];
  /** How it tells other programs what happens, if it does. */
  webhooks?: WebhookStyle;
  /** Takes up again what was cut off in a workspace, once that has been started. */
  goOn?: (workspace: Workspace) => Promise<void>;
  answer: (failure: Failure, requestId: string) => Answer;
  routes: (scope: FastifyInstance, context: ApiContext) => void | Promise<void>;
};

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** What a caller must be allowed to; by default `read` for GET and `write` for the rest, and `none` for open routes. */
    scope?: Scope | 'none';
  }
}
