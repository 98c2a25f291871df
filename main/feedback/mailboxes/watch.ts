import type { ImapFlow } from 'imapflow';
import type { MailboxState } from '#shared/rpc/feedback.ts';
import { createMarks } from '../../delivery/delivery.ts';
import type { FeedbackOptions } from '../options.ts';
import { createAlarm } from './alarm.ts';
import { imapClient } from './imap.ts';
import { type Mailbox, mailboxByPublicId, markChecked } from './mailboxes.store.ts';
import { type NewMail, readNew } from './read-new.ts';
import { signInOf } from './sign-in.ts';
import { tidyUp } from './tidy-up.ts';
import { type Trouble, troubleOf } from './trouble.ts';

export type WatchTiming = {
  /** How often a server is asked that was not heard of, whatever it promised to tell. */
  askMs: number;
  /** Until the next attempt after the first failure; each time twice as long. */
  retryMs: number;
  longestMs: number;
  /** The same where nothing changes before a person does something: many wrong passwords get an account locked. */
  askedMs: number;
};
export const usualTiming: WatchTiming = { askMs: 300_000, retryMs: 15_000, longestMs: 3_600_000, askedMs: 1_800_000 };

const ANSWER_MS = 20_000;

export type Watcher = {
  state: () => MailboxState;
  /** Looks for new mail now. Call it after a change of the mailbox as well: it then connects anew. */
  wake: () => void;
  stop: () => Promise<void>;
};

/** Reads one mailbox for as long as it runs: connects, reads what is new, waits for more, and begins again after trouble. */
export function watchMailbox(options: FeedbackOptions & { publicId: string; timing: WatchTiming }): Watcher {
  const { db, clock, logger, changes, secrets, publicId, timing } = options;
  const marks = createMarks(secrets);
  const alarm = createAlarm();
  let state: MailboxState = { is: 'connecting', words: '', nextTryAt: null };
  let stopped = false;
  let client: ImapFlow | null = null;

  const setState = (is: MailboxState['is'], words = '', nextTryAt: number | null = null) => {
    state = { is, words, nextTryAt };
    changes.announce('mailboxes');
  };
  const asBefore = (mailbox: Mailbox) => mailboxByPublicId(db, publicId)?.updatedAt === mailbox.updatedAt;

  async function run(): Promise<void> {
    let failures = 0;
    let fresh = false;
    for (let mailbox = mailboxByPublicId(db, publicId); mailbox && !stopped; mailbox = mailboxByPublicId(db, publicId)) {
      setState('connecting');
      const trouble = await session(mailbox, { fresh, onRead: () => (failures = 0) });
      if (stopped) return;
      // A token may have been taken back before its time: a new one is tried once before anybody is asked.
      fresh = trouble?.login === true && mailbox.settings.signIn === 'oauth2' && !fresh;
      if (trouble === null || fresh) continue;
      const ms = trouble.asks ? timing.askedMs : Math.min(timing.retryMs * 2 ** failures++, timing.longestMs);
      logger.warn('a mailbox cannot be read', { mailbox: publicId, words: trouble.words });
      setState('trouble', trouble.words, clock() + ms);
      await alarm.wait(ms);
    }
  }

  /** One connection, from beginning to end. Null where it was given up on purpose. */
  async function session(mailbox: Mailbox, how: { fresh: boolean; onRead: () => void }): Promise<Trouble | null> {
    const { settings } = mailbox;
    try {
      const signIn = await signInOf({ publicId, settings, secrets, now: clock(), fresh: how.fresh });
      if ('words' in signIn) return { words: signIn.words, asks: true, login: false };
      client = imapClient(settings, signIn);
      await client.connect();
      client.on('exists', alarm.ring);
      client.on('close', alarm.ring);
      await client.mailboxOpen(settings.folder, { readOnly: true });
      while (!stopped && client.usable && asBefore(mailbox)) {
        await readOnce(client);
        how.onRead();
        // Ends with the next command, or when the connection is lost; both are noticed there.
        if (tells(client)) void client.idle().catch(() => undefined);
        await alarm.wait(timing.askMs);
        if (!stopped && client.usable) await isThere(client);
      }
      return stopped || !asBefore(mailbox)
        ? null
        : { words: `${settings.host} closed the connection.`, asks: false, login: false };
    } catch (error) {
      return asBefore(mailbox) ? troubleOf(error, settings) : null;
    } finally {
      client?.off('exists', alarm.ring).off('close', alarm.ring).close();
      client = null;
      // What rang was this connection, and the next one has its own time.
      alarm.hush();
    }
  }

  async function readOnce(open: ImapFlow): Promise<void> {
    const mailbox = mailboxByPublicId(db, publicId);
    if (!mailbox) return;
    setState('reading');
    const mail = await readNew(open, { mailbox, tools: { db, logger, marks, clock }, stopped: () => stopped });
    if (mail.recognised.length > 0) {
      announce(mail);
      await tidyUp(open, mailbox.settings, mail.recognised);
    }
    markChecked(db, { id: mailbox.id, now: clock() });
    setState(tells(open) ? 'listening' : 'asking');
  }

  function announce({ found }: NewMail): void {
    options.delivery.wake();
    changes.announce('messages', 'sends', 'contacts', 'suppressions');
    if (found.unsubscribes > 0) changes.announce('lists');
  }

  const running = run().catch((error: unknown) => {
    logger.error('the reading of a mailbox ended', { mailbox: publicId, error });
    setState('trouble', 'Reading stopped because of a defect. The log has the details.');
  });
  return {
    state: () => state,
    wake: alarm.ring,
    stop: async () => {
      stopped = true;
      client?.close();
      alarm.ring();
      await running;
    },
  };
}

/** After sleep a connection may be gone without either end having said so; whoever does not answer is given up. */
async function isThere(client: ImapFlow): Promise<void> {
  const timer = setTimeout(() => client.close(), ANSWER_MS);
  await client.noop().finally(() => clearTimeout(timer));
}

const tells = (client: ImapFlow): boolean => client.capabilities.has('IDLE');
