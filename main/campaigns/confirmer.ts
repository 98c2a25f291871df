import type { Changes } from '../base/changes.ts';
import type { Clock } from '../base/clock.ts';
import { factsOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import { isSuppressed } from '../contacts/contacts.ts';
import type { WriteDb } from '../db/db.ts';
import { type Delivery, enqueueOne } from '../delivery/delivery.ts';
import {
  dropConfirmation,
  isPending,
  listSettings,
  markWritten,
  type WaitingConfirmation,
  waitingConfirmations,
} from '../lists/lists.ts';
import { makeConfirmationLetter } from './confirmation-letter.ts';
import { confirmationSender } from './confirmation-sender.ts';
import { askedPerson } from './confirmations.report.ts';

export type Confirmer = {
  /** Writes what a crash left waiting, and from now on whatever comes. */
  start: () => void;
  stop: () => Promise<void>;
};

/** Some milliseconds of work. */
const SLICE = 50;

/** Who was asked before the computer slept for days does not expect a mail any more. */
const STALE_MS = 86_400_000;

/**
 * Puts the mails that ask people to confirm into the ledger, where they are messages as all others are. That somebody is to
 * be asked stands in the database before, with their membership; so a crash loses no mail, and the ledger doubles none.
 */
export function createConfirmer(tools: {
  db: WriteDb;
  clock: Clock;
  changes: Changes;
  logger: Logger;
  delivery: Pick<Delivery, 'wake'>;
}): Confirmer {
  const { db, changes, logger } = tools;
  let isStopped = true;
  let work: Promise<void> | null = null;
  let soon: NodeJS.Immediate | null = null;
  let end: () => void = () => undefined;

  async function writeAll(): Promise<void> {
    for (
      let waiting = waitingConfirmations(db, SLICE);
      waiting.length > 0 && !isStopped;
      waiting = waitingConfirmations(db, SLICE)
    ) {
      for (const listId of new Set(waiting.map((one) => one.listId)))
        await writeFor(tools, { listId, waiting: waiting.filter((one) => one.listId === listId) });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  const look = () => {
    soon = null;
    if (isStopped || work || waitingConfirmations(db, 1).length === 0) return;
    work = writeAll().then(
      () => {
        work = null;
        look();
      },
      (error: unknown) => {
        work = null;
        // They wait for the next announcement.
        logger.error('confirmation mails could not be written', { error });
      },
    );
  };

  return {
    start: () => {
      if (!isStopped) return;
      isStopped = false;
      end = changes.subscribe((topics) => {
        // Once for all that is announced in a turn, and after what they were put down with.
        if (topics.includes('lists')) soon ??= setImmediate(look);
      });
      look();
    },
    stop: async () => {
      isStopped = true;
      end();
      if (soon) clearImmediate(soon);
      soon = null;
      await work;
    },
  };
}

type Tools = Parameters<typeof createConfirmer>[0];

async function writeFor(
  { db, clock, logger, delivery, changes }: Tools,
  { listId, waiting }: { listId: number; waiting: readonly WaitingConfirmation[] },
): Promise<void> {
  const [first] = waiting;
  const place = first && askedPerson(db, first);
  const drop = (why: string) => {
    logger.warn('nobody is asked to confirm', { listId, people: waiting.length, why });
    db.transaction(() => {
      for (const { id } of waiting) dropConfirmation(db, id);
    });
  };
  if (!place) return drop('the list is gone');
  const { brand, transport, why } = confirmationSender(db, listId);
  if (why !== null) return drop(why);
  const { shownName, confirmSubject, confirmText } = listSettings(db, place.listPublicId);
  const words = { subject: confirmSubject, text: confirmText, listName: shownName };
  const content = await makeConfirmationLetter(db, { ...words, brand }).catch((error: unknown) => {
    const known = factsOf(error);
    if (!known) throw error;
    drop(known.message);
  });
  if (!content) return;
  db.transaction(() => {
    for (const one of waiting) write(db, { ...one, content, transportId: transport.id, now: clock() });
  });
  delivery.wake();
  changes.announce('messages');
}

function write(db: WriteDb, asked: WaitingConfirmation & { content: unknown; transportId: number; now: number }): void {
  const { id, contactId, transportId, content, now } = asked;
  const person = askedPerson(db, asked);
  // They may have confirmed, left or been suppressed while it was compiled.
  if (!person || now - asked.askedAt > STALE_MS || !isPending(db, asked) || isSuppressed(db, person.email)) {
    dropConfirmation(db, id);
    return;
  }
  const messageId = enqueueOne(db, { transportId, kind: 'confirmation', contactId, email: person.email, content, now });
  markWritten(db, { id, messageId, now });
}
