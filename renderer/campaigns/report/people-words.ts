import type { PersonOutcome, ReasonGroup, SendPerson } from '#shared/rpc/sends.ts';
import type { Tone } from '../../ui/Chip.tsx';
import { plural, time, weekdayTime } from '../../ui/format.ts';
import { skippedReason } from '../audience/skipped.ts';

/** How the report calls what became of a message; the colour never stands alone. */
export const outcomeWords: Record<PersonOutcome, { label: string; tone: Tone }> = {
  accepted: { label: 'accepted', tone: 'good' },
  refused: { label: 'refused', tone: 'bad' },
  deferred: { label: 'deferred', tone: 'warn' },
  uncertain: { label: 'uncertain', tone: 'warn' },
  skipped: { label: 'skipped', tone: 'plain' },
  waiting: { label: 'waiting', tone: 'plain' },
  bounced: { label: 'bounced later', tone: 'bad' },
  complained: { label: 'complained', tone: 'bad' },
};

export function outcomeOf({ status, attempts, bounced, complained }: SendPerson): PersonOutcome {
  if (status === 'accepted') return complained ? 'complained' : bounced ? 'bounced' : 'accepted';
  if (status === 'pending' || status === 'claimed' || status === 'attempting') return 'waiting';
  return status === 'deferred' && attempts === 0 ? 'waiting' : status;
}

const reasons: Record<string, string> = {
  bounced: 'the address does not exist',
  mailbox: 'the mailbox is full or takes nothing',
  content: 'the message itself',
  policy: 'policy of the receiver',
  other: 'other reasons',
  'gave-up': 'given up after many tries',
  'slow-down': 'asked to slow down',
  deferred: 'asked to come back later',
  'connection-lost': 'the connection was lost before',
  'no-answer': 'no answer after it was handed over',
  crash: 'Letterpress ended in the middle of it',
  auth: 'the account may not send',
  quota: 'the limit of the account',
  'by evidence': 'known by what came back',
  'by decision': 'counted so by you',
};

export const reasonWords = (outcome: PersonOutcome, reason: string): string =>
  outcome === 'skipped' ? skippedReason({ reason, count: 0 }) : (reasons[reason] ?? reason);

/** `policy of the receiver: 554 5.7.1 …`, as one choice of many. */
export const groupWords = ({ outcome, reason, said }: ReasonGroup): string =>
  [reasonWords(outcome, reason), said].filter(Boolean).join(': ');

/** `tried 3 times, again at 14:05, given up Sunday, 14:05` */
export function triesWords({ attempts, dueAt, givenUpAt, status }: SendPerson): string {
  if (attempts === 0) return dueAt === null ? 'not tried yet' : `leaves ${weekdayTime(dueAt)}`;
  const tries = `tried ${attempts === 1 ? 'once' : plural(attempts, 'time')}`;
  if (status !== 'deferred' || dueAt === null) return tries;
  return `${tries}, again at ${time(dueAt)}${givenUpAt === null ? '' : `, given up ${weekdayTime(givenUpAt)}`}`;
}
