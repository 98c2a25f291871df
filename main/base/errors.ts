import type { ErrorFacts, ErrorKind } from '#shared/schema/errors.ts';

/** An error that the caller is meant to understand. Anything else that is thrown is a defect. */
export class DomainError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly fields: Record<string, string> | undefined;

  constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    options: { fields?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'DomainError';
    this.kind = kind;
    this.code = code;
    this.fields = options.fields;
  }
}

export const invalid = (code: string, message: string, fields?: Record<string, string>) =>
  new DomainError('invalid', code, message, fields ? { fields } : {});
export const notFound = (code: string, message: string) => new DomainError('not-found', code, message);
export const conflict = (code: string, message: string) => new DomainError('conflict', code, message);
export const forbidden = (code: string, message: string) => new DomainError('forbidden', code, message);
export const unavailable = (code: string, message: string, cause?: unknown) =>
  new DomainError('unavailable', code, message, { cause });

/** The facts of a known error; null for a defect, which the caller logs under an id instead. */
export function factsOf(error: unknown): ErrorFacts | null {
  if (!(error instanceof DomainError)) return null;
  return { code: error.code, kind: error.kind, message: error.message, ...(error.fields ? { fields: error.fields } : {}) };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
