import type { Mailbox, MailboxCounts } from '#shared/rpc/feedback.ts';
import { dateTime, number, plural, time } from '../../ui/format.ts';

/** `14 bounces, 2 complaints, 3 unsubscribes; 40 other mails left alone` */
export function foundInWords(counts: MailboxCounts): string {
  const found = [
    counts.bounces > 0 && plural(counts.bounces, 'bounce'),
    counts.delays > 0 && plural(counts.delays, 'delay'),
    counts.complaints > 0 && plural(counts.complaints, 'complaint'),
    counts.unsubscribes > 0 && plural(counts.unsubscribes, 'unsubscribe'),
    counts.replies > 0 && plural(counts.replies, 'reply', 'replies'),
    counts.autoReplies > 0 && plural(counts.autoReplies, 'automatic reply', 'automatic replies'),
  ].filter((part) => part !== false);
  const others = counts.others > 0 ? `${number(counts.others)} other ${counts.others === 1 ? 'mail' : 'mails'} left alone` : '';
  if (found.length === 0) return others || 'nothing found yet';
  return others ? `${found.join(', ')}; ${others}` : found.join(', ');
}

type State = { label: string; tone: 'good' | 'plain' | 'bad'; words: string };

/** What a mailbox is doing, as a chip and a line beside it. */
export function stateInWords({ state, checkedAt, hasSecret }: Mailbox, now = Date.now()): State {
  const checked =
    checkedAt === null ? 'not read yet' : `checked ${sameDay(checkedAt, now) ? time(checkedAt) : dateTime(checkedAt)}`;
  switch (state.is) {
    case 'listening':
      return { label: 'listening', tone: 'good', words: checked };
    case 'asking':
      return { label: 'asked every five minutes', tone: 'good', words: checked };
    case 'reading':
      return { label: 'reading', tone: 'good', words: checked };
    case 'connecting':
      return { label: 'connecting', tone: 'plain', words: checked };
    case 'trouble':
      return { label: hasSecret ? 'cannot be read' : 'cannot log in', tone: 'bad', words: state.words };
    case 'off':
      return { label: 'not read', tone: 'plain', words: checked };
  }
}

const sameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();
