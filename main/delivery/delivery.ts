/**
 * The face of delivery: the ledger of messages, the sends, the transports that carry them, and the loop that works
 * the ledger off. Whoever causes messages writes rows (`createSend`, `enqueue`, `enqueueOne`) and calls `wake`.
 */
export { type AccountWatch, createAccountWatch } from './account-watch.ts';
export { accountIdentities, eachSuppressedThere, noteAccount } from './accounts.ts';
export { checkTransport } from './check.ts';
export { type AmazonKeys, amazonKeys } from './credentials.ts';
export {
  type Canary,
  canaryInTrouble,
  canaryIsThrough,
  canaryThrough,
  type Dispatch,
  dispatchOf,
  goOnAfterCanary,
  openDispatches,
  planDispatch,
  watchWaves,
} from './dispatch.ts';
export { createDelivery, type Delivery, type DeliveryOptions } from './engine.ts';
export { addEvidence, type Evidence, evidenceOf } from './evidence.ts';
export type { Health } from './health.ts';
export { markRead as markInboxRead } from './inbox.store.ts';
export { createInbox, type Inbox } from './inbox.ts';
export { clearInbox, pageInbox, requireInboxMessage } from './inbox-view.ts';
export type { Letter, Letters, Recipient, WriteLetter } from './letter.ts';
export { createMarks, type Marks } from './marks.ts';
export { countByStatus, enqueue, enqueueOne, getMessage, listMessages } from './messages.ts';
export type { Suppressions } from './ports.ts';
export { contactFor } from './recipients.report.ts';
export { retryableReasons, retryRefused } from './retry.ts';
export { openMessages } from './send-state.ts';
export {
  cancelSend,
  createSend,
  decide,
  holdAllSends,
  pauseSend,
  requireSend,
  resumeSend,
  setAsideSingles,
} from './sends.ts';
export type { SigningKey } from './signing.store.ts';
export {
  canSign,
  createSigningKey,
  disableSigning,
  dkimRecord,
  enableSigning,
  importSigningKey,
  listSigningKeys,
  removeSigningKey,
  signingKeyOf,
} from './signing.ts';
export { classifyStatus, refusalReason, type Status, type StatusKind } from './status.ts';
export { usualTiming } from './timing.ts';
export { type Transcript, transcriptsOf } from './transcripts.store.ts';
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
export { warmUpDay } from './warm-up.ts';
