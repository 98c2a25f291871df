/**
 * The face of delivery: the ledger of messages, the sends, the transports that carry them, and the loop that works
 * the ledger off. Whoever causes messages writes rows (`createSend`, `enqueue`, `enqueueOne`) and calls `wake`.
 */
export { checkTransport } from './check.ts';
export { createDelivery, type Delivery, type DeliveryOptions } from './engine.ts';
export { addEvidence, type Evidence, evidenceOf } from './evidence.ts';
export { markRead as markInboxRead } from './inbox.store.ts';
export { createInbox, type Inbox } from './inbox.ts';
export { clearInbox, pageInbox, requireInboxMessage } from './inbox-view.ts';
export type { Letter, Letters, Recipient, WriteLetter } from './letter.ts';
export { createMarks, type Marks } from './marks.ts';
export { countByStatus, enqueue, enqueueOne, getMessage, listMessages } from './messages.ts';
export type { Suppressions } from './ports.ts';
export { contactFor } from './recipients.report.ts';
export { openMessages } from './send-state.ts';
export {
  cancelSend,
  createSend,
  decide,
  holdAllSends,
  isSending,
  pauseSend,
  requireSend,
  resumeSend,
} from './sends.ts';
export type { Transport } from './transports.store.ts';
export {
  changeTransport,
  createTransport,
  defaultTransport,
  hasSecret,
  listTransports,
  makeDefault,
  removeTransport,
  requireTransport,
  sentToday,
} from './transports.ts';
