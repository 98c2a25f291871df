import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { z } from 'zod';
import { tidyComponents } from './components.ts';
import { bodyExamples, type Example } from './examples.ts';
import { referencePage, referencePolicy } from './reference-page.ts';

/** The named shapes of one dialect: each has its own, because two dialects call different things by one name. */
export type Components = z.core.$ZodRegistry<{ id: string }>;
export const createComponents = (): Components => z.registry<{ id: string }>();

/**
 * Lets the routes of a scope be written with zod shapes and serves what they add up to: the OpenAPI document and a page
 * to read it. Comes before the routes.
 */
export async function describe(
  scope: FastifyInstance,
  facts: { title: string; prefix: string; version: string; components: Components; examples?: readonly Example[] },
): Promise<void> {
  const { title, prefix, version, components, examples = [] } = facts;
  scope.setValidatorCompiler(validatorCompiler);
  scope.setSerializerCompiler(serializerCompiler);
  const named = createJsonSchemaTransformObject({ schemaRegistry: components });
  const shaped = createJsonSchemaTransform({ schemaRegistry: components });
  await scope.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title, version },
      servers: [{ url: prefix }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: (given) => {
      const { schema, url } = shaped(given);
      const { config, method } = given.route;
      const scope = config?.scope ?? (method === 'GET' ? 'read' : 'write');
      return { url, schema: schema && scope !== 'none' ? { ...schema, 'x-required-scope': scope } : schema };
    },
    transformObject: (made) => bodyExamples(tidyComponents(named(made)), examples),
  });
  scope.get('/openapi.json', { schema: { hide: true }, config: { scope: 'none' } }, () => scope.swagger());
  scope.get('/reference', { schema: { hide: true }, config: { scope: 'none' } }, (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers({ 'content-security-policy': referencePolicy, 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
      .send(referencePage(scope.swagger(), { baseUrl: `http://${request.headers.host}${prefix}` })),
  );
}
