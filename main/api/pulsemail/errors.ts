import type { ErrorKind } from '#shared/schema/errors.ts';
import type { Answer } from '../dialect.ts';
import type { Failure, RequestErrorKind } from '../http/failure.ts';

type Kind = ErrorKind | RequestErrorKind | 'internal';

/** What parses and cannot be done as the world is, is 422; what cannot be done to a thing in its state is 409. */
const STATUS = {
  invalid: 422,
  'not-found': 404,
  conflict: 409,
  forbidden: 403,
  busy: 409,
  unavailable: 422,
  malformed: 400,
  unauthorized: 401,
  unsupported: 415,
  'too-large': 413,
  'no-route': 404,
  internal: 500,
} satisfies Record<Kind, number>;

const CODES: Record<number, string> = {
  401: 'unauthorized',
  403: 'forbidden_scope',
  404: 'not_found',
  409: 'conflict',
  422: 'unprocessable',
  429: 'rate_limited',
  500: 'server_error',
};

const STATUS_OF_CODE: Record<string, number> = {
  'http.invalid': 400,
  // No address on the web, no event of ours, no secret of that length: wrong in itself, whatever the world is like.
  'webhooks.url': 400,
  'webhooks.events': 400,
  'webhooks.secret': 400,
  // Nobody to send to, no account, a merge tag that cannot be read: the campaign itself is a draft as it should be.
  'campaigns.blocked': 422,
};

export const requestIdOf = (id: string): string => `req_${id}`;

export function errorBody(status: number, message: string, requestId: string, fields?: Record<string, string>) {
  const details = Object.entries(fields ?? {}).map(([field, issue]) => ({ field, issue }));
  return {
    error: {
      code: CODES[status] ?? 'invalid_request',
      message,
      request_id: requestIdOf(requestId),
      ...(details.length > 0 && (status === 400 || status === 422) ? { details } : {}),
    },
  };
}

/** Errors are `{"error": {"code", "message", "request_id"}}`. */
export function answer(failure: Failure, requestId: string): Answer {
  const status = STATUS_OF_CODE[failure.code] ?? STATUS[failure.kind];
  const [field] = Object.keys(failure.fields ?? {});
  const message = failure.code === 'http.invalid' && field ? `${field}: ${failure.message}` : failure.message;
  return {
    status,
    body: errorBody(status, message, requestId, failure.fields),
    ...(status === 401 ? { headers: { 'www-authenticate': 'Bearer' } } : {}),
  };
}
