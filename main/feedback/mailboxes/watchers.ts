import type { MailboxState, NewMailbox } from '#shared/rpc/feedback.ts';
import type { FeedbackOptions, Listener } from '../options.ts';
import { type Mailbox, mailboxRows } from './mailboxes.store.ts';
import { changeMailbox, createMailbox, removeMailbox, requireMailbox } from './mailboxes.ts';
import { hasSecret } from './secret.ts';
import { usualTiming, type Watcher, type WatchTiming, watchMailbox } from './watch.ts';

/** The mailboxes that bounces and answers come back to, each read by a connection of its own. */
export type Mailboxes = Listener & {
  all: () => (Mailbox & { state: MailboxState; hasSecret: boolean })[];
  create: (mailbox: NewMailbox) => { publicId: string };
  change: (publicId: string, mailbox: NewMailbox) => void;
  remove: (publicId: string) => Promise<void>;
  readNow: (publicId: string) => void;
  /** Looks into all of them: after sleep, or when the network is back. */
  wake: () => void;
};

const OFF: MailboxState = { is: 'off', words: '', nextTryAt: null };

export function createMailboxes(options: FeedbackOptions & { mailboxTiming?: Partial<WatchTiming> }): Mailboxes {
  const { db, clock, secrets, changes } = options;
  const timing = { ...usualTiming, ...options.mailboxTiming };
  const watchers = new Map<string, Watcher>();
  let running = false;

  const watch = (publicId: string) => {
    if (running && !watchers.has(publicId)) watchers.set(publicId, watchMailbox({ ...options, publicId, timing }));
  };

  return {
    start: () => {
      running = true;
      for (const { publicId } of mailboxRows(db)) watch(publicId);
    },
    stop: async () => {
      running = false;
      await Promise.all([...watchers.values()].map((watcher) => watcher.stop()));
      watchers.clear();
    },
    all: () =>
      mailboxRows(db).map((mailbox) => ({
        ...mailbox,
        state: watchers.get(mailbox.publicId)?.state() ?? OFF,
        hasSecret: hasSecret(secrets, mailbox.publicId),
      })),
    create: (mailbox) => {
      const made = createMailbox(db, { mailbox, secrets, now: clock() });
      watch(made.publicId);
      changes.announce('mailboxes');
      return made;
    },
    change: (publicId, mailbox) => {
      changeMailbox(db, { publicId, mailbox, secrets, now: clock() });
      watchers.get(publicId)?.wake();
      changes.announce('mailboxes');
    },
    remove: async (publicId) => {
      removeMailbox(db, { publicId, secrets });
      await watchers.get(publicId)?.stop();
      watchers.delete(publicId);
      changes.announce('mailboxes');
    },
    wake: () => {
      for (const watcher of watchers.values()) watcher.wake();
    },
    readNow: (publicId) => {
      requireMailbox(db, publicId);
      watchers.get(publicId)?.wake();
    },
  };
}
