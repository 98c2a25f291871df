import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ErrorKind } from '#shared/schema/errors.ts';
import { DomainError } from '../../base/errors.ts';

/** What only HTTP can get wrong, beside the kinds that the domains know. */
export type RequestErrorKind = 'malformed' | 'unauthorized' | 'unsupported' | 'too-large' | 'no-route';

export type Failure = {
  kind: ErrorKind | RequestErrorKind | 'internal';
  code: string;
  message: string;
  /** Path of an input field to what is wrong with it. */
  fields?: Record<string, string>;
};

/** A request that is wrong as HTTP: no key, no JSON, too much. */
export class RequestError extends Error {
  readonly kind: RequestErrorKind;

  constructor(kind: RequestErrorKind, message: string) {
    super(message);
    this.name = 'RequestError';
    this.kind = kind;
  }
}

const KIND_OF_STATUS: Record<number, RequestErrorKind> = {
  400: 'malformed',
  401: 'unauthorized',
  404: 'no-route',
  413: 'too-large',
  415: 'unsupported',
};

/** What is to be said of an error; null for a defect, of which nothing may be said. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof RequestError) return { kind: error.kind, code: `http.${error.kind}`, message: error.message };
  if (error instanceof DomainError) {
    const { kind, code, message, fields } = error;
    return { kind, code, message, ...(fields ? { fields } : {}) };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map((issue) => ({
      path: issue.instancePath.split('/').filter(Boolean).join('.'),
      message: issue.message ?? 'is not valid',
    }));
    const [first] = issues;
    return {
      kind: 'invalid',
      code: 'http.invalid',
      message: first?.message ?? 'invalid',
      fields: Object.fromEntries(issues.map((issue) => [issue.path, issue.message])),
    };
  }
  return fromFastify(error);
}

/** Fastify's own refusals carry a code and a status below 500; their words are ours to choose. */
function fromFastify(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('code' in error) || !('statusCode' in error)) return null;
  if (typeof error.code !== 'string' || !error.code.startsWith('FST_') || typeof error.statusCode !== 'number') return null;
  const kind = KIND_OF_STATUS[error.statusCode];
  if (!kind) return null;
  return { kind, code: `http.${kind}`, message: WORDS[kind] };
}

const WORDS: Record<RequestErrorKind, string> = {
  malformed: 'bad request',
  unauthorized: 'unauthorized',
  unsupported: 'unsupported content type',
  'too-large': 'the request is too large',
  'no-route': 'not found',
};
