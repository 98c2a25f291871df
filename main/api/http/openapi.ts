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
import { referencePage } from './reference-page.ts';

/** The named shapes of one dialect: each has its own, because two dialects call different things by one name. */
export type Components = z.core.$ZodRegistry<{ id: string }>;
export const createComponents = (): Components => z.registry<{ id: string }>();

/**
 * Lets the routes of a scope be written with zod shapes and serves what they add up to: the OpenAPI document and a page
 * to read it. Comes before the routes.
 */
export async function describe(
  scope: FastifyInstance,
  facts: { title: string; prefix: string; version: string; components: Components },
): Promise<void> {
  const { title, prefix, version, components } = facts;
  scope.setValidatorCompiler(validatorCompiler);
  scope.setSerializerCompiler(serializerCompiler);
  const named = createJsonSchemaTransformObject({ schemaRegistry: components });
  await scope.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title, version },
      servers: [{ url: prefix }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: createJsonSchemaTransform({ schemaRegistry: components }),
    transformObject: (made) => tidyComponents(named(made)),
  });
  scope.get('/openapi.json', { schema: { hide: true }, config: { scope: 'none' } }, () => scope.swagger());
  scope.get('/reference', { schema: { hide: true }, config: { scope: 'none' } }, (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
      .send(referencePage(scope.swagger(), { baseUrl: `http://${request.headers.host}${prefix}` })),
  );
}
