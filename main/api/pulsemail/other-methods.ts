import type { FastifyInstance, HTTPMethods } from 'fastify';
import { errorBody } from './errors.ts';

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Notes the paths that are registered from now on. What is returned adds to each the methods that it lacks, which are refused
 * with 405 and say in `Allow` which it has (RFC 9110, 15.5.6).
 */
export function watchMethods(scope: FastifyInstance): () => void {
  const methodsOf = new Map<string, Set<string>>();
  scope.addHook('onRoute', ({ path, method, prefix }) => {
    const url = path.startsWith(prefix) ? path.slice(prefix.length) : path;
    const known = methodsOf.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    methodsOf.set(url, known);
  });
  return () => {
    for (const [url, known] of [...methodsOf]) {
      const allowed = [...known].join(', ');
      const method = METHODS.filter((one) => !known.has(one));
      if (method.length === 0) continue;
      scope.route({
        method,
        url,
        schema: { hide: true },
        exposeHeadRoute: false,
        onRequest: async (request, reply) => {
          const words = `${request.method} is not possible here; ${allowed} is.`;
          return reply
            .code(405)
            .header('allow', allowed)
            .send(errorBody(405, words, request.id));
        },
        // Never reached: it is answered before the body is read.
        handler: () => undefined,
      });
    }
  };
}
