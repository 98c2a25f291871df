import { z } from 'zod';
import { id, none, time, withId } from '../schema/shapes.ts';
import { dialect, scope } from '../schema/words.ts';
import { call, stream } from './contract.ts';

export const apiKey = z.object({
  id,
  name: z.string(),
  dialect,
  kind: z.enum(['secret', 'public']),
  scopes: z.array(scope),
  prefix: z.string(),
  createdAt: time,
  lastUsedAt: time.nullable(),
});
export type ApiKey = z.infer<typeof apiKey>;

const perMinute = z.number().int().min(1).max(1_000_000);
/** Requests a minute. */
const apiRates = z.object({ perKey: perMinute, perWorkspace: perMinute });
export type ApiRates = z.infer<typeof apiRates>;

export const keysRpc = {
  all: call(none, z.array(apiKey)),
  /** `key` is shown this once: only its hash is kept. */
  create: call(
    z.object({
      name: z.string().trim().max(100).default(''),
      dialect,
      kind: z.enum(['secret', 'public']).default('secret'),
      scopes: z.array(scope).default(['read', 'write', 'send', 'admin']),
    }),
    z.object({ id, key: z.string() }),
  ),
  remove: call(withId, none),
  /** How often scripts may ask; null as each API documents it. */
  rates: call(none, apiRates.nullable()),
  changeRates: call(z.object({ rates: apiRates.nullable() }), none),
};

const workspaceEntry = z.object({ id, name: z.string(), current: z.boolean() });
export type WorkspaceEntry = z.infer<typeof workspaceEntry>;

export const appRpc = {
  /** What may have changed since; screens ask again for what they show. */
  watchChanges: stream(none, z.object({ topics: z.array(z.string()) })),
  info: call(none, z.object({ version: z.string(), workspaceId: id, workspaceName: z.string(), desktop: z.boolean() })),
  workspaces: call(none, z.array(workspaceEntry)),
  /** Makes an empty one, without going there. */
  createWorkspace: call(z.object({ name: z.string().trim().min(1).max(200) }), withId),
  /** What this window connects to from its next connection on; the one that asks stays where it is. */
  switchWorkspace: call(withId, none),
};
