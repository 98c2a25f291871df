import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keyLabel } from '../../access/access.ts';
import type { Deed } from '../../audit/audit.ts';
import type { ApiContext, DialectPlugin } from '../dialect.ts';

const LONGEST_BODY = 8_000;

/** What a route knows of its change beyond what its name says. */
type Noted = { action?: string; target?: { type: string; id: string }; details?: Record<string, unknown> };

/** Has the audit log say more precisely what this request changed. */
export const noteDeed = (request: FastifyRequest, noted: Noted): void => {
  request.deed = { ...request.deed, ...noted };
};

/** Keeps the audit log of what requests changed, and the log of the last requests. In one place for all dialects. */
export function keepRecords(server: FastifyInstance, options: ApiContext & { dialects: readonly DialectPlugin[] }): void {
  const { dialects, registry, clock, workspaceOf, loginWorkspaceId } = options;
  const dialectOf = (request: FastifyRequest) =>
    dialects.find(({ prefix }) => request.url === prefix || request.url.startsWith(`${prefix}/`))?.name;
  server.decorateRequest('deed', null);
  server.decorateRequest('answered', null);
  server.decorateRequest('isRecorded', false);
  server.decorate('recordDeed', recordDeed);

  server.addHook('onSend', async (request, _reply, payload) => {
    const isText = typeof payload === 'string' || Buffer.isBuffer(payload);
    if (isText && payload.length <= LONGEST_BODY) request.answered = payload.toString();
    return payload;
  });
  server.addHook('onResponse', async (request, reply) => {
    const dialect = dialectOf(request);
    if (!dialect || reply.statusCode === 304) return;
    const { method, caller, id } = request;
    const workspace = caller?.workspace ?? workspaceOf(loginWorkspaceId());
    const isShort = Number(request.headers['content-length'] ?? 0) <= LONGEST_BODY;
    workspace.audit.requests.note({
      id,
      at: clock(),
      dialect,
      method,
      path: (request.url.split('?', 1)[0] ?? '').slice(0, 300),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      keyId: caller?.keyId ?? '',
      asked: isShort && typeof request.body === 'object' && !Buffer.isBuffer(request.body) ? request.body : null,
      answered: request.answered,
    });
    if (!caller || reply.statusCode >= 400 || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
    // What was answered again from memory was put down when it was done.
    if (reply.getHeader('idempotency-replayed') === undefined) recordDeed(request, request.answered);
  });

  function recordDeed(request: FastifyRequest, answered: string | null): void {
    const { caller, ip, id: requestId, isRecorded } = request;
    if (!caller || isRecorded) return;
    request.isRecorded = true;
    caller.workspace.audit.record({
      actor: actorOf(request),
      via: dialectOf(request) ?? '',
      ip,
      requestId,
      ...deedOf(request, answered),
    });
  }

  function actorOf({ caller }: FastifyRequest): Deed['actor'] {
    if (caller?.keyId) {
      const label = keyLabel(registry, { workspaceId: caller.workspace.id, id: caller.keyId });
      return { type: 'key', id: caller.keyId, label };
    }
    return { type: 'user', id: caller?.user.id ?? '', label: caller?.user.name || (caller?.user.email ?? '') };
  }
}

const VERBS: Record<string, string> = { POST: 'create', PUT: 'replace', PATCH: 'update', DELETE: 'delete' };

function deedOf(request: FastifyRequest, answered: string | null): Pick<Deed, 'action' | 'target' | 'details'> {
  const { routeOptions, method, params, deed } = request;
  const { verb, noun } = wordsOf(routeOptions.schema?.operationId, method, routeOptions.url ?? '');
  // What is made within another thing has that one's id in its path, and its own in the answer.
  const made = verb === 'create' ? idOf(answered) : '';
  const named = made || (Object.values(params as Record<string, string>).at(-1) ?? idOf(answered));
  const fields =
    typeof request.body === 'object' && request.body && !Buffer.isBuffer(request.body) ? Object.keys(request.body) : [];
  return {
    action: deed?.action ?? `${noun}.${verb}`,
    target: deed?.target ?? { type: noun, id: String(named) },
    details: { ...(fields.length > 0 ? { fields: fields.slice(0, 30) } : {}), ...deed?.details },
  };
}

/** From what the operation is called, `create_list`, or else from its method and path. */
function wordsOf(operation: string | undefined, method: string, url: string): { verb: string; noun: string } {
  const [, verb, noun] = /^([a-z]+)_([a-z_]+)$/.exec(operation ?? '') ?? [];
  if (verb && noun) return { verb, noun };
  const parts = url.split('/').filter((part) => part && !part.startsWith(':') && part !== '*');
  return { verb: VERBS[method] ?? method.toLowerCase(), noun: parts.at(-1) ?? '' };
}

/** The id of what was made, where the answer has one. */
function idOf(answered: string | null): string {
  return /^\{"id":"([^"]{1,64})"/.exec(answered ?? '')?.[1] ?? '';
}

declare module 'fastify' {
  interface FastifyRequest {
    deed: Noted | null;
    /** The body of the answer, where it is short. */
    answered: string | null;
    /** Whether the audit log has it. */
    isRecorded: boolean;
  }
  interface FastifyInstance {
    /** Puts down what a request does as soon as it is done, within its transaction; otherwise that follows the answer. */
    recordDeed: (request: FastifyRequest, answered: string | null) => void;
  }
}
