/**
 * The face of delivery: the ledger of messages, the sends, the transports that carry them, and the loop that works
 * the ledger off. Whoever causes messages writes rows (`createSend`, `enqueue`, `enqueueOne`) and calls `wake`.
 */
export { checkTransport } from './check.ts';
export { createDelivery, type Delivery, type DeliveryOptions } from './engine.ts';
export { markRead as markInboxRead } from './inbox.store.ts';
export { createInbox, type Inbox } from './inbox.ts';
export { clearInbox, type InboxMessage, type InboxPage, pageInbox, requireInboxMessage } from './inbox-view.ts';
export type { LedgerRow } from './ledger.store.ts';
export type { Letter, Letters, Recipient, WriteLetter } from './letter.ts';
export { countByStatus, enqueue, enqueueOne, getMessage, listMessages } from './messages.ts';
export type { Suppressions } from './ports.ts';
export { type Counts, isOpen, stateAfter } from './send-state.ts';
export type { Send } from './sends.store.ts';
export {
  cancelSend,
  createSend,
  decide,
  getSend,
  holdAllSends,
  isSending,
  listSends,
  pauseSend,
  requireSend,
  resumeSend,
} from './sends.ts';
export type { TransportCheck } from './transport-check.ts';
export type { Transport } from './transports.store.ts';
export {
  changeTransport,
  createTransport,
  defaultTransport,
  getTransport,
  hasSecret,
  listTransports,
  makeDefault,
  removeTransport,
  requireTransport,
  sentToday,
} from './transports.ts';
