import { z } from 'zod';
import { escapeText } from '#shared/content/escape.ts';

const schemaNode = z.record(z.string(), z.unknown());
const operation = z.object({
  summary: z.string().default(''),
  description: z.string().default(''),
  tags: z.array(z.string()).default(['Other']),
  security: z.array(z.unknown()).optional(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false), schema: schemaNode.default({}) }))
    .default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: schemaNode.default({}) })) }).optional(),
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
type Operation = z.infer<typeof operation>;
type Schema = z.infer<typeof schemaNode>;
type Call = Operation & { method: string; path: string };

/** The OpenAPI document as a page to read, with a command to copy for every call. It loads nothing from anywhere. */
export function referencePage(document: unknown, facts: { baseUrl: string }): string {
  const { info, paths, components } = openApi.parse(document);
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, facts]): Call => ({ ...facts, method: method.toUpperCase(), path })),
  );
  const groups = Map.groupBy(calls, (call) => call.tags[0] ?? 'Other');
  const body = [...groups].map(([tag, items]) => groupHtml(tag, items, { ...facts, schemas: components.schemas })).join('');
  const shapes = Object.entries(components.schemas)
    .map(([name, schema]) => shapeHtml(name, schema))
    .join('');
  const links = [...groups.keys(), 'Shapes'].map((tag) => `<a href="#${slug(tag)}">${escapeText(tag)}</a>`).join(' ');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeText(info.title)}</title><style>${STYLE}</style></head><body>
<h1>${escapeText(info.title)}</h1>
<p>Version ${escapeText(info.version)} · base address <code>${escapeText(facts.baseUrl)}</code> · <a href="openapi.json">OpenAPI document</a></p>
<nav>${links}</nav>${body}<h2 id="shapes">Shapes</h2>${shapes}
</body></html>`;
}

type Page = { baseUrl: string; schemas: Record<string, Schema> };

function groupHtml(tag: string, calls: readonly Call[], page: Page): string {
  return `<h2 id="${slug(tag)}">${escapeText(tag)}</h2>${calls.map((call) => callHtml(call, page)).join('')}`;
}

function callHtml(call: Call, page: Page): string {
  const content = Object.entries(call.requestBody?.content ?? {})[0];
  const body = content?.[1];
  const parameters = call.parameters.filter((parameter) => parameter.in !== 'header');
  const answers = Object.entries(call.responses).map(
    ([status, { content: answer }]) =>
      `<li><code>${escapeText(status)}</code> ${schemaHtml(Object.values(answer ?? {})[0]?.schema ?? {})}</li>`,
  );
  return `<section><h3><b class="${call.method.toLowerCase()}">${call.method}</b> <code>${escapeText(call.path)}</code></h3>
<p>${escapeText(call.summary)} ${escapeText(call.description)}</p>
${parameters.length === 0 ? '' : `<p>Parameters:</p><ul>${parameters.map((one) => `<li><code>${escapeText(one.name)}</code> in ${escapeText(one.in)}: ${schemaHtml(one.schema)}</li>`).join('')}</ul>`}
${body ? `<p>Body: ${schemaHtml(body.schema)}</p>` : ''}<p>Answers:</p><ul>${answers.join('')}</ul>
<pre>${escapeText(curl(call, page))}</pre></section>`;
}

function curl(call: Call, { baseUrl, schemas }: Page): string {
  const lines = [`curl ${call.method === 'GET' ? '' : `-X ${call.method} `}${baseUrl}${call.path}`];
  if (call.security?.length !== 0) lines.push('-H "Authorization: Bearer $KEY"');
  if (call.parameters.some(({ name }) => name === 'idempotency-key')) lines.push('-H "Idempotency-Key: $(uuidgen)"');
  const [type, body] = Object.entries(call.requestBody?.content ?? {})[0] ?? [];
  if (type === 'multipart/form-data') lines.push('-F file=@contacts.csv');
  else if (type && body) lines.push(`-H 'Content-Type: ${type}'`, `-d '${JSON.stringify(sampleOf(body.schema, schemas))}'`);
  return lines.join(' \\\n  ');
}

/** The smallest value that fits a shape, to copy and to fill in. */
function sampleOf(schema: Schema, schemas: Record<string, Schema>): unknown {
  const reference = referenceOf(schema);
  if (reference !== undefined) return sampleOf(schemas[reference] ?? {}, schemas);
  const [choice] = z
    .array(schemaNode)
    .catch([])
    .parse(schema['anyOf'] ?? schema['oneOf']);
  if (choice) return sampleOf(choice, schemas);
  const [option] = z.array(z.unknown()).catch([]).parse(schema['enum']);
  if (option !== undefined) return option;
  if (schema['type'] === 'array') return [];
  if (schema['type'] === 'number' || schema['type'] === 'integer') return 0;
  if (schema['type'] === 'boolean') return true;
  if (schema['type'] !== 'object') return '…';
  const required = z.array(z.string()).catch([]).parse(schema['required']);
  const properties = z.record(z.string(), schemaNode).catch({}).parse(schema['properties']);
  return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {}, schemas)]));
}

const referenceOf = (schema: Schema) => (typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined);

function shapeHtml(name: string, schema: Schema): string {
  return `<section id="shape-${slug(name)}"><h3><code>${escapeText(name)}</code></h3>${schemaHtml(schema)}</section>`;
}

function schemaHtml(schema: Schema, depth = 0): string {
  const reference = referenceOf(schema);
  if (reference !== undefined) return `<a href="#shape-${slug(reference)}">${escapeText(reference)}</a>`;
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) return choices.map((choice) => schemaHtml(schemaNode.parse(choice), depth)).join(' or ');
  if (Array.isArray(schema['enum']))
    return schema['enum'].map((value) => `<code>${escapeText(JSON.stringify(value))}</code>`).join(' or ');
  if (schema['const'] !== undefined) return `<code>${escapeText(JSON.stringify(schema['const']))}</code>`;
  if (schema['type'] === 'array') return `array of ${schemaHtml(schemaNode.parse(schema['items'] ?? {}), depth)}`;
  const properties = schemaNode.safeParse(schema['properties']);
  if (properties.success && depth < 3) {
    const required = z.array(z.string()).catch([]).parse(schema['required']);
    const rows = Object.entries(properties.data).map(
      ([name, value]) =>
        `<li><code>${escapeText(name)}</code>${required.includes(name) ? '' : ' (optional)'}: ${schemaHtml(schemaNode.parse(value), depth + 1)}</li>`,
    );
    return `object<ul>${rows.join('')}</ul>`;
  }
  const type = Array.isArray(schema['type']) ? schema['type'].join(' or ') : schema['type'];
  const words = [type, schema['format'], schema['description']].filter((word) => typeof word === 'string');
  return words.length === 0 ? 'nothing' : escapeText(words.join(', '));
}

const slug = (value: string) => value.toLowerCase().replace(/[^a-z0-9]+/g, '-');

const STYLE = `
:root { color-scheme: light dark; --line: #d9d2c5; --ink: #211c16; --paper: #faf7f1; --quiet: #efe9de }
@media (prefers-color-scheme: dark) { :root { --line: #3a352e; --ink: #efe8dc; --paper: #161412; --quiet: #221f1b } }
body { font: 15px/1.55 system-ui, sans-serif; max-width: 54em; margin: 3em auto; padding: 0 1.5em; color: var(--ink); background: var(--paper) }
h1, h2 { font-family: Georgia, serif; font-weight: 500 } h2 { margin-top: 2em; border-bottom: 1px solid var(--line) }
nav { display: flex; flex-wrap: wrap; gap: 1em } a { color: inherit } section { padding: .4em 0; border-bottom: 1px solid var(--line) }
h3 { font-weight: 500; margin: .6em 0 } h3 b { font-size: 12px; letter-spacing: .06em } b.delete { color: #c2402a }
code, pre { font: 13px/1.5 ui-monospace, monospace } pre { background: var(--quiet); padding: .8em 1em; overflow: auto; border-radius: 3px }
ul { padding-left: 1.3em }`;
