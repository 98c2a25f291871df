import type { FastifyInstance } from 'fastify';
import type { ApiContext } from '../dialect.ts';
import { callerByCookie, callerByKey, demandScope } from '../http/caller.ts';
import { RequestError } from '../http/failure.ts';
import { bearerOf } from '../http/headers.ts';
import { acceptJsonOnly, demandObject } from '../http/json.ts';
import { COOKIE } from './session-cookie.ts';

/**
 * Every route but the open ones needs a key or a session. A key is judged first: a bad one is refused even beside a
 * good cookie. This happens before the body is read.
 */
export function authenticate(scope: FastifyInstance, context: ApiContext): void {
  acceptJsonOnly(scope);
  demandObject(scope);
  scope.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.scope === 'none') return;
    const key = bearerOf(request.headers);
    request.caller =
      key === null && request.headers.authorization === undefined
        ? callerByCookie(context, { request, cookie: COOKIE })
        : callerByKey(context, { key: key ?? '', dialect: 'plume' });
    if (!request.caller) throw new RequestError('unauthorized', 'unauthorized');
    demandScope(request);
  });
}
