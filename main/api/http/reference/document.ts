import { z } from 'zod';

const schemaNode = z.record(z.string(), z.unknown());
export type Schema = z.infer<typeof schemaNode>;

const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  description: z.string().default(''),
  schema: schemaNode.default({}),
});
export type Parameter = z.infer<typeof parameter>;

const operation = z.object({
  summary: z.string().default(''),
  description: z.string().default(''),
  tags: z.array(z.string()).default(['Other']),
  security: z.array(z.unknown()).optional(),
  'x-required-scope': z.string().optional(),
  parameters: z.array(parameter).default([]),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: schemaNode.default({}), example: z.unknown().optional() })) })
    .optional(),
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: schemaNode.optional() })).optional() }),
  ),
});

const openApi = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), schemaNode).default({}) }),
});

/** One operation, under its method and path. `number` tells it apart on its page. */
export type Call = z.infer<typeof operation> & { method: string; path: string; number: number };
export type Schemas = Record<string, Schema>;

/** What the page shows of an OpenAPI document. */
export function readDocument(document: unknown): {
  info: { title: string; version: string };
  calls: Call[];
  schemas: Schemas;
} {
  const { info, paths, components } = openApi.parse(document);
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, facts]) => ({ ...facts, method: method.toUpperCase(), path })),
  );
  return { info, calls: calls.map((call, number) => ({ ...call, number })), schemas: components.schemas };
}

export const referenceOf = (schema: Schema): string | undefined =>
  typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined;

export const choicesOf = (schema: Schema): Schema[] =>
  z
    .array(schemaNode)
    .catch([])
    .parse(schema['anyOf'] ?? schema['oneOf']);

export const propertiesOf = (schema: Schema): Record<string, Schema> | null =>
  z
    .record(z.string(), schemaNode)
    .nullable()
    .catch(null)
    .parse(schema['properties'] ?? null);

export const requiredOf = (schema: Schema): string[] => z.array(z.string()).catch([]).parse(schema['required']);

export const optionsOf = (schema: Schema): unknown[] => z.array(z.unknown()).catch([]).parse(schema['enum']);

export const itemsOf = (schema: Schema): Schema => schemaNode.catch({}).parse(schema['items']);
