import type { FastifyRequest } from 'fastify';
import type { Dialect } from '#shared/schema/words.ts';
import { allows, findKey, findSession, ownerOf } from '../../access/access.ts';
import { forbidden } from '../../base/errors.ts';
import type { ApiContext, Caller } from '../dialect.ts';
import { RequestError } from './failure.ts';
import { cookieOf, isFromOurselves } from './headers.ts';

/** Who the key of a request is; null when it is no key of this dialect. A key acts as the owner, within its scopes. */
export function callerByKey(
  context: ApiContext,
  facts: { key: string; dialect: Dialect; kind?: 'secret' | 'public' },
): Caller | null {
  const found = findKey(context.registry, facts.key, context.clock());
  if (!found || found.dialect !== facts.dialect || found.kind !== (facts.kind ?? 'secret')) return null;
  const user = ownerOf(context.registry);
  return { workspace: context.workspaceOf(found.workspaceId), scopes: found.scopes, user, ownerId: user.id };
}

/** Who the session cookie of a request is. A write that a cookie vouches for must come from our own pages. */
export function callerByCookie(context: ApiContext, facts: { request: FastifyRequest; cookie: string }): Caller | null {
  const token = cookieOf(facts.request.headers, facts.cookie);
  const session = token === null ? null : findSession(context.registry, token, context.clock());
  if (!session) return null;
  if (!isRead(facts.request.method)) demandOurselves(facts.request);
  const { user, workspaceId } = session;
  const ownerId = ownerOf(context.registry).id;
  return { workspace: context.workspaceOf(workspaceId), scopes: SCOPES_OF[user.role], user, ownerId };
}

const SCOPES_OF = {
  owner: ['admin'],
  admin: ['admin'],
  editor: ['read', 'write', 'send'],
  viewer: ['read'],
} as const satisfies Record<Caller['user']['role'], Caller['scopes']>;

export function demandOurselves(request: FastifyRequest): void {
  if (!isFromOurselves(request.headers)) throw forbidden('access.foreign-origin', 'forbidden');
}

/** Refuses a caller that may not do what the route is marked with. */
export function demandScope(request: FastifyRequest): void {
  const needed = request.routeOptions.config.scope ?? (isRead(request.method) ? 'read' : 'write');
  if (needed === 'none' || !request.caller) return;
  if (!allows(request.caller.scopes, needed))
    throw forbidden('access.scope', `this key may not do that: it needs the scope ${needed}`);
}

/** The caller of a route that has one. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new RequestError('unauthorized', 'unauthorized');
  return request.caller;
}

const isRead = (method: string) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
