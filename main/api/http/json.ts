import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RequestError } from './failure.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON of a body, or what is wrong with it: the words of it never come from the parser, which would quote the body. */
function parseJson(body: Buffer): unknown {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw new RequestError('malformed', 'the body is not valid UTF-8');
  }
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError('malformed', 'bad json');
  }
}

/**
 * Reads bodies as JSON whatever they call themselves, as servers do that never look at the content type: `curl -d`
 * calls everything a form. What can be no JSON at all is refused by its type.
 */
export function acceptJsonOnly(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  const types = /^(application\/(json|[\w.-]+\+json|x-www-form-urlencoded|octet-stream)|text\/(plain|json))(;|$)/i;
  const read = async (_request: FastifyRequest, body: Buffer) => parseJson(body);
  scope.addContentTypeParser(types, { parseAs: 'buffer' }, read);
  // HTTP allows a body without a type; any other type can be no JSON.
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    if (request.headers['content-type']) throw new RequestError('unsupported', 'send JSON');
    return parseJson(body);
  });
}

/** Requests whose schema has a body must have one, and it must be an object; `null` in it means that nothing is said. */
export function demandObject(scope: FastifyInstance): void {
  scope.addHook('preValidation', async (request) => {
    const schema = request.routeOptions.schema?.body;
    if (!(schema instanceof z.ZodType) || request.body instanceof Readable) return;
    if (request.body === undefined || request.body === null) {
      if (schema.safeParse(undefined).success) return;
      throw new RequestError('malformed', 'bad json');
    }
    if (typeof request.body !== 'object' || Array.isArray(request.body)) throw new RequestError('malformed', 'bad json');
    request.body = plainKeys(request.body as Record<string, unknown>);
  });
}

/** `from_name` becomes `fromName` where the latter is not given; members that are null are left out. */
function plainKeys(body: Record<string, unknown>): Record<string, unknown> {
  const given = Object.entries(body).filter(([, value]) => value !== null);
  const names = new Set(given.map(([name]) => name));
  const renamed = given.map(([name, value]): [string, unknown] => {
    const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return [names.has(camel) ? name : camel, value];
  });
  return Object.fromEntries(renamed);
}
