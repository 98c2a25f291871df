import type { ErrorKind } from '#shared/schema/errors.ts';
import type { Answer } from '../dialect.ts';
import type { Failure, RequestErrorKind } from '../http/failure.ts';

const STATUS = {
  invalid: 422,
  'not-found': 404,
  conflict: 409,
  forbidden: 403,
  busy: 409,
  unavailable: 503,
  malformed: 400,
  unauthorized: 401,
  unsupported: 415,
  'too-large': 413,
  'no-route': 404,
  internal: 500,
} satisfies Record<ErrorKind | RequestErrorKind | 'internal', number>;

/** Texts that scripts may compare with; every other error keeps our own words. */
const TEXTS: Record<string, string> = {
  'brands.unknown': 'not found',
  'lists.unknown': 'not found',
  'contacts.unknown': 'not found',
  'campaigns.unknown': 'not found',
  'memberships.unknown': 'not found',
  'campaigns.launched': 'campaign already queued or sent',
  'campaigns.scheduled': 'campaign already queued or sent',
  internal: 'server error',
};

/** What this dialect calls a fault of the input, where the domain sees things that stand in each other's way. */
const STATUS_OF_CODE: Record<string, number> = {
  'campaigns.blocked': 422,
  'campaigns.no-sender': 422,
  'campaigns.no-transport': 422,
};

/** Always `{"error": "…"}`; the id of a defect is in the header X-Request-Id. */
export function answer(failure: Failure): Answer {
  return {
    status: STATUS_OF_CODE[failure.code] ?? STATUS[failure.kind],
    body: { error: TEXTS[failure.code] ?? failure.message },
    ...(failure.kind === 'unauthorized' ? { headers: { 'www-authenticate': 'Bearer' } } : {}),
  };
}
