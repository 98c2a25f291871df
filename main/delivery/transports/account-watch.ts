import type { Changes } from '../../base/changes.ts';
import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import type { Secrets } from '../../base/secrets.ts';
import type { WriteDb } from '../../db/db.ts';
import { noteAccount, readAccount } from './accounts.ts';
import { type Transport, transportRows } from './transports.store.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Reads each Amazon SES account's limits when it is new or changed, and then once a day. */
export type AccountWatch = { start: () => void; stop: () => Promise<void> };

export function createAccountWatch(parts: {
  db: WriteDb;
  clock: Clock;
  logger: Logger;
  changes: Changes;
  secrets: Secrets;
  wake: () => void;
}): AccountWatch {
  const { db, clock, logger, changes, secrets } = parts;
  /** When an account was asked in vain, and as what; a changed one is asked again at once. */
  const failures = new Map<number, { at: number; updatedAt: number }>();
  let looking: Promise<void> | null = null;
  /** Whether something changed while the accounts were being asked. */
  let again = false;
  let end: (() => void) | null = null;
  const stopping = new AbortController();

  const isDue = (transport: Transport): boolean => {
    if (transport.kind !== 'ses') return false;
    const failed = failures.get(transport.id);
    if (failed?.updatedAt === transport.updatedAt && clock() - failed.at < HOUR_MS) return false;
    return transport.account === null || Math.abs(clock() - transport.account.readAt) >= DAY_MS;
  };

  async function look(): Promise<void> {
    for (const transport of transportRows(db).filter(isDue)) {
      try {
        const account = await readAccount({ transport, secrets, now: clock(), signal: stopping.signal });
        failures.delete(transport.id);
        if (noteAccount(db, { transportId: transport.id, account, now: clock() })) parts.wake();
        changes.announce('transports');
      } catch (error) {
        if (stopping.signal.aborted) return;
        // It may still send; what it may not is told by its refusals.
        failures.set(transport.id, { at: clock(), updatedAt: transport.updatedAt });
        logger.warn('the limits of an account could not be read', { transport: transport.name, error: messageOf(error) });
      }
    }
  }
  const soon = () => {
    again = true;
    looking ??= (async () => {
      while (again && end) {
        again = false;
        await look();
      }
      looking = null;
    })();
  };

  return {
    start: () => {
      const timer = setInterval(soon, HOUR_MS);
      const unsubscribe = changes.subscribe((topics) => topics.includes('transports') && soon());
      end = () => {
        clearInterval(timer);
        unsubscribe();
        end = null;
      };
      soon();
    },
    stop: async () => {
      end?.();
      stopping.abort();
      await looking;
    },
  };
}
