import fastify, { type FastifyInstance, type FastifyPluginAsync, type FastifyReply } from 'fastify';
import { type Clock, systemClock } from '../base/clock.ts';
import { newId } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { ApiContext, DialectPlugin } from './dialect.ts';
import { type Failure, failureOf } from './http/failure.ts';
import { isForOurselves } from './http/host.ts';
import { describe } from './http/openapi.ts';
import { keepRecords } from './http/records.ts';
import { isOwn, routedUrl } from './root-mount.ts';

const JSON_LIMIT = 1024 * 1024;
/** Paths at the root that are the app's own and no dialect's. */
const OWN_PATHS = ['/', '/health', '/favicon.ico', '/rpc', '/assets/*', '/app/*'];

type ServerOptions = Omit<ApiContext, 'clock'> & {
  clock?: Clock;
  dialects: readonly DialectPlugin[];
  /** What else this server serves, such as the interface in browser mode, and the paths that it takes at the root. */
  plugins?: readonly FastifyPluginAsync[];
  ownPaths?: readonly string[];
};

/** Builds the local server. It does not listen: whoever listens must bind a loopback address. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { registry, logger, dialects } = options;
  const ownPaths = [...OWN_PATHS, ...(options.ownPaths ?? [])];
  const context: ApiContext = { ...options, clock: options.clock ?? systemClock };

  const server = fastify({
    bodyLimit: JSON_LIMIT,
    genReqId: () => newId(),
    rewriteUrl: (request) => {
      try {
        return routedUrl({ registry, dialects, ownPaths, request });
      } catch (error) {
        // Fastify has no answer for an error here; unrewritten, the request ends in the neutral refusal.
        logger.error('the dialect of a request could not be found', { error });
        return request.url ?? '/';
      }
    },
    frameworkErrors: (_error, request, reply: FastifyReply) => {
      const dialect = dialects.find(({ prefix }) => request.url.startsWith(`${prefix}/`));
      const failure = { kind: 'malformed', code: 'http.malformed', message: 'bad request' } as const;
      void reply.code(400).send(dialect?.answer(failure, request.id).body ?? { error: 'bad request' });
    },
  });

  server.decorateRequest('caller', null);
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    if (isForOurselves(request)) return;
    logger.warn('a request for another host was refused', { host: request.headers.host, requestId: request.id });
    // As text: routes have a shape of their own for what is refused, which this is not.
    const refusal = JSON.stringify({ error: 'this server answers only to 127.0.0.1 and localhost' });
    return reply.code(403).type('application/json; charset=utf-8').send(refusal);
  });
  server.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, id } = request;
    logger.debug('request', { requestId: id, method, route: routeOptions.url, status: reply.statusCode, ms: reply.elapsedTime });
  });

  keepRecords(server, { ...context, dialects });
  answerFailures(server, { logger, answer: neutralAnswer });
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    if (isOwn(ownPaths, path)) return reply.code(404).send({ error: 'not found' });
    return reply
      .code(401)
      .header('www-authenticate', 'Bearer')
      .send({ error: 'unauthorized: send the key of one of the local APIs' });
  });
  server.get('/health', { logLevel: 'silent' }, (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok'));

  for (const dialect of dialects) {
    await server.register(
      async (scope) => {
        answerFailures(scope, { logger, answer: dialect.answer });
        scope.setNotFoundHandler((request, reply) => {
          const { status, body } = dialect.answer({ kind: 'no-route', code: 'http.no-route', message: 'not found' }, request.id);
          return reply.code(status).send(body);
        });
        await describe(scope, { ...dialect, version: options.version });
        await dialect.routes(scope, context);
      },
      { prefix: dialect.prefix },
    );
  }
  for (const plugin of options.plugins ?? []) await server.register(plugin);
  return server;
}

/** Every error of a scope leaves in the given form; a defect leaves nothing but the id under which it is logged. */
function answerFailures(scope: FastifyInstance, options: { logger: Logger; answer: DialectPlugin['answer'] }): void {
  scope.setErrorHandler((error, request, reply) => {
    const failure = failureOf(error) ?? unexpected(error, request.id);
    const { status, body, headers } = options.answer(failure, request.id);
    return reply
      .code(status)
      .headers(headers ?? {})
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(body));
  });

  function unexpected(error: unknown, requestId: string): Failure {
    options.logger.error('unexpected error', { requestId, error });
    return { kind: 'internal', code: 'internal', message: `something went wrong (${requestId})` };
  }
}

const NEUTRAL: Record<Failure['kind'], number> = {
  invalid: 422,
  'not-found': 404,
  'no-route': 404,
  conflict: 409,
  forbidden: 403,
  busy: 409,
  unavailable: 503,
  malformed: 400,
  unauthorized: 401,
  unsupported: 415,
  'too-large': 413,
  internal: 500,
};

const neutralAnswer = (failure: Failure) => ({ status: NEUTRAL[failure.kind], body: { error: failure.message } });
