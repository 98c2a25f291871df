import { z } from 'zod';
import { count, id, none, time, window, withId } from '../schema/shapes.ts';
import { messageKind, messageStatus, sendState } from '../schema/words.ts';
import { call, stream } from './contract.ts';

/** How far a send is. */
export const progress = z.object({
  sendId: id,
  state: sendState,
  pauseReason: z.string(),
  recipients: count,
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
  startedAt: time,
  finishedAt: time.nullable(),
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

export const sendsRpc = {
  pause: call(withId, none),
  resume: call(withId, none),
  cancel: call(withId, none),
  watch: stream(withId, progress),
  messages: call(window.extend({ id, status: messageStatus.optional() }), z.object({ rows: z.array(ledgerRow), total: count })),
  /** Decides messages whose outcome is unknown: send them again, or take them as accepted. */
  decide: call(
    z.object({ id, messageIds: z.array(z.number().int()).min(1).max(1000), as: z.enum(['resend', 'accepted']) }),
    z.object({ decided: count }),
  ),
};
