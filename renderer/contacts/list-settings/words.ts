import type { ConfirmationTrouble } from '#shared/rpc/list-settings.ts';
import type { Api } from '#shared/rpc/rpc.ts';

/** Why no confirmation mail can be sent, and where that is put right. */
export const troubleWords: Record<ConfirmationTrouble, { text: string; tab: 'tracking' | 'senders' | 'sending' }> = {
  'no-address': {
    text: 'Confirmation mails cannot be sent: there is no public address yet that their link could lead to.',
    tab: 'tracking',
  },
  'no-sender': { text: 'Confirmation mails cannot be sent: there is no sender with a from address yet.', tab: 'senders' },
  'no-account': { text: 'Confirmation mails cannot be sent: there is no mail account to send with yet.', tab: 'sending' },
  'account-refuses': {
    text: 'Confirmation mails cannot be sent: the mail account is not set up to send for the sender’s address.',
    tab: 'sending',
  },
};

type Asked = Awaited<ReturnType<Api['listSettings']['ask']>>['result'];

/** What became of asking somebody once more. */
export const askedWords: Record<Asked, string> = {
  asked: 'The confirmation mail is on its way.',
  'no-address': 'There is no public address yet that its link could lead to.',
  'not-asking': 'This list asks nobody to confirm. Its settings say so.',
  'not-pending': 'They are not pending any more.',
  suppressed: 'This address is suppressed, so it gets no mail.',
  'too-soon': 'They were asked within the last hour. Give them time.',
  'too-often': 'They were asked three times and did not answer. They are not asked again.',
};

/** Why some of many are not asked, behind how many they are. */
export const notAskedWords = {
  'too-soon': 'asked within the last hour',
  'too-often': 'asked three times without an answer, and not asked again',
  suppressed: 'suppressed, so no mail goes there',
};
