import { messageOf } from '../../base/errors.ts';

/** Why the ledger cannot be written, in plain words; nothing leaves until it can. */
export function ledgerTrouble(error: unknown): string {
  const code = String((error as { code?: unknown }).code ?? '');
  if (code.startsWith('SQLITE_FULL')) return 'The disk is full, so nothing is sent until there is room.';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return 'Another program is using the database, so nothing is sent until it is done.';
  if (code.startsWith('SQLITE_READONLY')) return 'The database may only be read, so nothing is sent.';
  return `The database cannot be written, so nothing is sent until it can: ${messageOf(error)}`;
}
