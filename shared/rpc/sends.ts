import { z } from 'zod';
import { wave } from '../schema/plan.ts';
import { count, id, none, time, window, withId } from '../schema/shapes.ts';
import { messageKind, messageStatus, sendState } from '../schema/words.ts';
import { call, stream } from './contract.ts';

/** How far a send is. */
export const progress = z.object({
  sendId: id,
  state: sendState,
  pauseReason: z.string(),
  recipients: count,
  /** While the messages of a large audience are being written down, before the first may leave. */
  preparing: z.object({ done: count, of: count }).nullable(),
  /** Messages in each status of the ledger. */
  counts: z.record(messageStatus, count),
  /** Messages per second over the last ten seconds. */
  perSecond: z.number(),
  /** Null while it cannot be told. */
  msLeft: z.number().nullable(),
  /** What holds the pace: "2 a second, the limit of smtp.example". */
  limitedBy: z.string(),
  /** When a deferred message is tried again. */
  nextTryAt: time.nullable(),
  /** Why nothing leaves at the moment though nobody has to act, and when it goes on by itself. */
  waiting: z.object({ words: z.string(), retryAt: time }).nullable(),
  startedAt: time,
  finishedAt: time.nullable(),
  /** Those who get it later by plan: they are among the deferred. */
  waves: z.array(wave),
  /** Over how long it is spread; null for not at all. */
  spreadMs: z.number().nullable(),
  /** Where some go first and the others wait for how those do. */
  canary: z
    .object({
      first: count,
      phase: z.enum(['running', 'waiting']),
      /** When the others follow by themselves; null where a person decides. */
      goesOnAt: time.nullable(),
      tried: count,
      refused: count,
      uncertain: count,
      complained: count,
      opened: count,
    })
    .nullable(),
});
export type Progress = z.infer<typeof progress>;

export const ledgerRow = z.object({
  id: z.number().int(),
  email: z.string(),
  contactId: id.nullable(),
  kind: messageKind,
  status: messageStatus,
  reason: z.string(),
  attempts: count,
  attemptedAt: time.nullable(),
  settledAt: time.nullable(),
  code: z.number().int().nullable(),
  reply: z.string(),
});

/** What became of a person's message, in the report's words; `waiting` was not tried yet, the last two came later. */
const personOutcome = z.enum(['accepted', 'refused', 'deferred', 'uncertain', 'skipped', 'waiting', 'bounced', 'complained']);
export type PersonOutcome = z.infer<typeof personOutcome>;

/** People of a send by what became of their message. `said`: the server's words, without what differs from person to person. */
const peopleFilter = z.object({
  outcome: personOutcome.optional(),
  reason: z.string().max(100).optional(),
  said: z.string().max(500).optional(),
  /** A part of the address. */
  search: z.string().max(200).default(''),
});
export type PeopleFilter = z.input<typeof peopleFilter>;

const sendPerson = ledgerRow.extend({
  enhancedCode: z.string().nullable(),
  firstAttemptedAt: time.nullable(),
  /** Of a deferred message: when it is tried again. */
  dueAt: time.nullable(),
  /** Of a deferred message: after which time it is not tried any more. */
  givenUpAt: time.nullable(),
  /** What came back after it had been accepted. */
  bounced: z.boolean(),
  complained: z.boolean(),
});
export type SendPerson = z.infer<typeof sendPerson>;

const reasonGroup = z.object({ outcome: personOutcome, reason: z.string(), said: z.string(), count });
export type ReasonGroup = z.infer<typeof reasonGroup>;

const evidence = z.object({
  what: z.enum(['delivered', 'delayed', 'bounced', 'complained', 'opened', 'clicked', 'replied', 'answered']),
  permanent: z.boolean(),
  enhancedCode: z.string().nullable(),
  words: z.string(),
  source: z.enum(['mailbox', 'ses', 'tracking']),
  at: time,
});

export const sendsRpc = {
  pause: call(withId, none),
  resume: call(withId, none),
  /** Lets the others follow those that went first. */
  goOn: call(withId, none),
  cancel: call(withId, none),
  watch: stream(withId, progress),
  messages: call(window.extend({ id, status: messageStatus.optional() }), z.object({ rows: z.array(ledgerRow), total: count })),
  people: call(window.extend({ id }).extend(peopleFilter.shape), z.object({ rows: z.array(sendPerson), total: count })),
  /** The words of servers and other reasons, the most frequent first, and how many of the refused could be tried again. */
  reasons: call(withId, z.object({ groups: z.array(reasonGroup), retryable: count })),
  /** All that is known about one message: what was said with the server, and what was learned later. */
  person: call(
    z.object({ id, messageId: z.number().int() }),
    z.object({
      row: sendPerson,
      transcripts: z.array(z.object({ at: time, lines: z.array(z.string()) })),
      evidence: z.array(evidence),
    }),
  ),
  /** Sends again what was refused for a passing reason or one of the account; never to suppressed addresses. */
  retry: call(withId, z.object({ retried: count })),
  /** Decides messages whose outcome is unknown: send them again, or take them as accepted. */
  decide: call(
    z.object({ id, messageIds: z.array(z.number().int()).min(1).max(1000), as: z.enum(['resend', 'accepted']) }),
    z.object({ decided: count }),
  ),
};
