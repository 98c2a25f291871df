import { DomainError } from '../../base/errors.ts';

/** A file that is not what it says it is, in words for the person who has it. */
export const damaged = (what: string, cause?: unknown): DomainError =>
  new DomainError('invalid', 'imports.damaged', `This file is damaged: ${what}. Save it again where it comes from.`, { cause });

export const tooLarge = (what: string): DomainError =>
  new DomainError('invalid', 'imports.too-large', `This file cannot be read: ${what}.`);

/** Only a person who knows the password can take it away. */
export const locked = (): DomainError =>
  new DomainError(
    'invalid',
    'imports.locked',
    'This workbook is protected by a password. Save it without one, then import that.',
  );
