import { createMailboxes, type Mailboxes } from './mailboxes/watchers.ts';
import type { FeedbackOptions, Listener } from './options.ts';
import { createSesFeedback, type SesFeedback } from './ses/ses-feedback.ts';

export { checkMailbox } from './mailboxes/check.ts';

/**
 * The face of feedback: what comes back about messages after they left, by mail and from Amazon SES. It becomes
 * evidence of delivery, facts in the event log, and what people ask for.
 */
export type Feedback = Listener & {
  /** Looks now: after sleep, or when the network is back. */
  wake: () => void;
  mailboxes: Mailboxes;
  ses: SesFeedback;
};

export function createFeedback(options: FeedbackOptions): Feedback {
  const mailboxes = createMailboxes(options);
  const ses = createSesFeedback(options);
  return {
    mailboxes,
    ses,
    start: () => {
      mailboxes.start();
      ses.start();
    },
    wake: mailboxes.wake,
    stop: async () => {
      await Promise.all([mailboxes.stop(), ses.stop()]);
    },
  };
}
