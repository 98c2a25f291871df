import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Scope } from '#shared/schema/words.ts';
import { conflict } from '../../base/errors.ts';
import { sha256 } from '../../base/ids.ts';
import type { Workspace } from '../../workspace.ts';
import type { Caller } from '../dialect.ts';
import { callerOf } from '../http/caller.ts';
import { failureOf, RequestError } from '../http/failure.ts';
import { createIdempotency, isUsedOtherwise, type Reply, type Work } from '../http/idempotency.ts';
import { JsonText, toJson } from '../http/json-text.ts';
import { answer as answerFailure } from './errors.ts';
import { failure } from './wire.ts';

export type Call<Params, Query, Body> = {
  caller: Caller;
  workspace: Workspace;
  params: Params;
  query: Query;
  body: Body;
  request: FastifyRequest;
  /** After a crash: the same request was begun before and may find its own work. */
  again: boolean;
};

type Definition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  /** `POST /lists/:id`, beneath `/api/v1`. */
  on: string;
  /** What the operation is called in the OpenAPI document and where a scope is missing. */
  operation: string;
  summary: string;
  tag: string;
  scope: Scope;
  params?: P;
  query?: Q;
  body?: B;
  /** What is answered when it went well; left out for nothing, which is 204. */
  answers?: { status: number; shape: z.ZodType };
} & (
  | { handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => unknown; handleLater?: never }
  /** What cannot be done in one transaction. */
  | { handleLater: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<unknown>; handle?: never }
);

const noneOf = z.object({});
type Nothing = typeof noneOf;

/** Where the collections of this dialect lie. */
export const BASE = '/api/v1';

/**
 * One operation of the document: its shapes, its scope, and that a POST is done once for each `Idempotency-Key`. What a
 * POST does is one transaction together with what it answers, unless it has to wait for something.
 */
export function route<P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing, B extends z.ZodType = Nothing>(
  scope: FastifyInstance,
  definition: Definition<P, Q, B>,
): void {
  const [method = '', path = ''] = definition.on.split(' ');
  const { operation, summary, tag, answers, params, query, body } = definition;
  const isOnce = method === 'POST';
  const errors = { 400: failure, 401: failure, 403: failure, 404: failure, 409: failure, 422: failure, 429: failure };
  scope.route({
    method,
    url: BASE + path,
    config: { scope: definition.scope },
    schema: {
      operationId: operation,
      summary,
      tags: [tag],
      ...(params ? { params } : {}),
      ...(query ? { querystring: query } : {}),
      ...(body ? { body } : {}),
      ...(isOnce ? { headers: once } : {}),
      response: { ...(answers ? { [answers.status]: answers.shape } : { 204: z.undefined() }), ...errors },
    },
    preValidation: async (request) => {
      if (isOnce) request.fingerprint = fingerprintOf(request);
      if (body) request.body = objectOf(request.body, body);
    },
    // A key that was used for another request is refused as that, whatever else is wrong with this one.
    ...(isOnce ? { errorHandler: (error: FastifyError, request: FastifyRequest) => refuseOtherRequest(error, request) } : {}),
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const call = (again: boolean) =>
        // The shapes were checked by the validator of the route.
        ({
          caller,
          workspace: caller.workspace,
          params: request.params,
          query: request.query,
          body: request.body,
          request,
          again,
        }) as Call<z.output<P>, z.output<Q>, z.output<B>>;
      const status = answers?.status ?? 204;
      const { handle, handleLater } = definition;
      if (isOnce) {
        const work: Work = handle
          ? { kind: 'whole', run: () => ({ status, body: recorded(request, handle(call(false))) }) }
          : { kind: 'steps', run: async (again) => ({ status, body: await handleLater(call(again)) }) };
        return answerOnce(request, reply, { caller, work });
      }
      if (handleLater) return send(reply, { status, body: await handleLater(call(false)) });
      const { db } = caller.workspace;
      const run = () => handle(call(false));
      return send(reply, { status, body: method === 'GET' ? run() : await db.gathered(() => recorded(request, run())) });
    },
  });
}

/** What was done is put down in the same transaction. */
function recorded(request: FastifyRequest, body: unknown): unknown {
  request.server.recordDeed(request, body === undefined ? null : toJson(body).toString());
  return body;
}

const idempotency = createIdempotency();
const once = z.object({ 'idempotency-key': z.string().optional() });
const KEY = /^[\x20-\x7e]{1,255}$/;

export async function answerOnce(
  request: FastifyRequest,
  reply: FastifyReply,
  { caller, work }: { caller: Caller; work: Work },
): Promise<FastifyReply> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key.trim() === '')
    throw new RequestError('malformed', 'The header Idempotency-Key is required on every POST.');
  if (!KEY.test(key)) throw new RequestError('malformed', 'Idempotency-Key has to be 1 to 255 printable ASCII characters.');
  const { db, clock } = caller.workspace;
  const done = await idempotency({
    db,
    key: `pulsemail ${key}`,
    fingerprint: request.fingerprint,
    now: clock(),
    work,
    lasting: (error) => {
      const known = failureOf(error);
      if (!known || known.kind === 'malformed' || known.kind === 'unavailable' || known.kind === 'busy') return null;
      const { status, body } = answerFailure(known, request.id);
      return { status, body };
    },
  });
  if (done === 'other-request') throw keyReused();
  if (done.replayed) reply.header('idempotency-replayed', 'true');
  return send(reply, { status: done.answer.status, text: done.answer.body });
}

const keyReused = () =>
  conflict('pulsemail.key-reused', 'This Idempotency-Key was used for another request within the last 24 hours.');

function refuseOtherRequest(error: FastifyError, { headers, caller, fingerprint }: FastifyRequest): never {
  const key = headers['idempotency-key'];
  if (error.validation && caller && typeof key === 'string') {
    const { db, clock } = caller.workspace;
    if (isUsedOtherwise(db, { key: `pulsemail ${key}`, fingerprint, now: clock() })) throw keyReused();
  }
  throw error;
}

function send(
  reply: FastifyReply,
  { status, ...said }: { status: number } & ({ body: unknown } | { text: string }),
): FastifyReply {
  const text = 'text' in said ? said.text : said.body === undefined || status === 204 ? '' : toJson(said.body);
  if (text === '') return reply.code(status).send();
  if ('body' in said && said.body instanceof JsonText && said.body.sent) reply.raw.once('finish', said.body.sent);
  return reply.code(status).type('application/json; charset=utf-8').send(text);
}

/** The body as an object: one that is missing is the empty one where nothing in it is required. */
function objectOf(body: unknown, shape: z.ZodType): unknown {
  const given = body ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) throw new RequestError('malformed', 'The body has to be a JSON object.');
  if (body === undefined && !shape.safeParse({}).success) throw new RequestError('malformed', 'A JSON body is required.');
  if (JSON.stringify(given).includes('\\u0000')) throw new RequestError('malformed', 'The body has a NUL character.');
  return given;
}

/** What a request asks for, whatever the order of its members and its white space. */
export const fingerprintOf = (request: FastifyRequest, body: unknown = request.body): string =>
  sha256(`${request.method} ${request.url.replace(/^\/pulsemail/, '')} ${canonical(body)}`);

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What a POST asks for, as a hash. */
    fingerprint: string;
  }
}

export type { Reply };
