import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '#shared/schema/words.ts';
import { allows, findKey, ownerOf, ratesOf } from '../../access/access.ts';
import { forbidden } from '../../base/errors.ts';
import type { ApiContext, Caller } from '../dialect.ts';
import { RequestError } from '../http/failure.ts';
import { bearerOf, doubledHeader } from '../http/headers.ts';
import { acceptJsonOnly } from '../http/json.ts';
import { createRateWindows } from '../http/rate-windows.ts';
import { errorBody, requestIdOf } from './errors.ts';

const DOCUMENTED = { perKey: 60, perWorkspace: 600 };

/**
 * Every route but the open ones needs a key. Before the body is read it is settled who asks, whether they ask too often,
 * and whether their key may do that.
 */
export function authenticate(scope: FastifyInstance, context: ApiContext): void {
  const keys = createRateWindows();
  const workspaces = createRateWindows();
  acceptJsonOnly(scope);

  scope.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', requestIdOf(request.id));
    const needed = request.routeOptions.config.scope;
    if (needed === 'none') return;
    const caller = findCaller(context, request);
    if (!caller && request.is404) return;
    if (!caller) throw new RequestError('unauthorized', 'A valid API key is required: Authorization: Bearer pk_live_…');
    request.caller = caller;
    if (isTooMuch(caller, request, reply)) return reply;
    const doubled = doubledHeader(request.raw.rawHeaders);
    if (doubled !== null) throw new RequestError('malformed', `The header ${doubled} may stand there once only.`);
    if (needed && !allows(caller.scopes, needed)) throw forbidden('access.scope', lacks(caller.scopes, needed, request));
  });

  /** Counts the request in both layers and says in the headers which is nearer to its end. */
  function isTooMuch(caller: Caller, request: FastifyRequest, reply: FastifyReply): boolean {
    const now = context.clock();
    const { perKey, perWorkspace } = ratesOf(context.registry, caller.workspace.id) ?? context.rates ?? DOCUMENTED;
    const [ofKey, ofWorkspace] = [
      { caller: caller.keyId ?? '', limit: perKey, now },
      { caller: caller.workspace.id, limit: perWorkspace, now },
    ];
    const keyIsSpent = keys.look(ofKey).left === 0;
    const spent = keyIsSpent ? keys.look(ofKey) : workspaces.look(ofWorkspace);
    const refused = spent.left === 0 ? spent : null;
    const rates = refused ? [refused] : [keys.take(ofKey), workspaces.take(ofWorkspace)];
    const tightest = rates.reduce((one, other) => (other.left < one.left ? other : one));
    const resetAt = Math.ceil(tightest.resetAt / 1000);
    reply.headers({
      'x-ratelimit-limit': String(tightest.limit),
      'x-ratelimit-remaining': String(tightest.left),
      'x-ratelimit-reset': String(resetAt),
    });
    if (!refused) return false;
    const wait = Math.max(1, Math.ceil((refused.resetAt - now) / 1000));
    const whose = keyIsSpent ? 'this key' : 'this workspace';
    void reply
      .code(429)
      .header('retry-after', String(wait))
      .send(errorBody(429, `${refused.limit} requests a minute are the most for ${whose}; try again in ${wait} s.`, request.id));
    return true;
  }
}

/** A key acts as the owner, within its scopes. Null where there is none that is valid. */
function findCaller(context: ApiContext, { headers }: FastifyRequest): Caller | null {
  const found = findKey(context.registry, bearerOf(headers) ?? '', context.clock());
  if (found?.dialect !== 'pulsemail' || found.kind !== 'secret') return null;
  const user = ownerOf(context.registry);
  const workspace = context.workspaceOf(found.workspaceId);
  return { workspace, scopes: found.scopes, user, ownerId: user.id, keyId: found.id };
}

function lacks(scopes: readonly Scope[], needed: Scope, request: FastifyRequest): string {
  const operation = request.routeOptions.schema?.operationId ?? 'this operation';
  return `This key has scope=${scopes.join(',')}; ${operation} requires scope=${needed}.`;
}
