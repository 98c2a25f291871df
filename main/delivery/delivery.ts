/**
 * The face of delivery: the ledger of messages, the sends, the transports that carry them, and the loop that works
 * the ledger off. Whoever causes messages writes rows (`createSend`, `freezeAudience`, `enqueueOne`) and calls `wake`.
 */

export { forgetMail } from './inbox/forget-mail.ts';
export { markRead as markInboxRead } from './inbox/inbox.store.ts';
export { createInbox, type Inbox } from './inbox/inbox.ts';
export { clearInbox, pageInbox, requireInboxMessage } from './inbox/inbox-view.ts';
export { CANARY as CANARY_REASON } from './ledger/claim.store.ts';
export { addEvidence, type Evidence, evidenceOf } from './ledger/evidence.ts';
export { countForgettable, forgetPerson } from './ledger/forget.ts';
export { createMarks, type Marks } from './ledger/marks.ts';
export { countByStatus, enqueueOne, getMessage, listMessages } from './ledger/messages.ts';
export { retryableReasons, retryRefused } from './ledger/retry.ts';
export { classifyStatus, refusalReason, type Status, type StatusKind } from './ledger/status.ts';
export { type Transcript, transcriptsOf } from './ledger/transcripts.store.ts';
export { createDelivery, type Delivery, type DeliveryOptions } from './loop/engine.ts';
export { contactFor } from './loop/recipients.report.ts';
export { usualTiming } from './loop/timing.ts';
export type { Letter, Letters, Recipient, WriteLetter } from './mime/letter.ts';
export { warmUpDay } from './pace/warm-up.ts';
export type { Suppressions } from './ports.ts';
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
} from './sends/dispatch.ts';
export { type FrozenPart, freezeAudience, leftToPrepare } from './sends/prepare.ts';
export { openMessages } from './sends/send-state.ts';
export {
  cancelSend,
  createSend,
  decide,
  holdAllSends,
  pauseSend,
  requireSend,
  resumeSend,
  setAsideSingles,
} from './sends/sends.ts';
export type { SigningKey } from './signing/signing.store.ts';
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
} from './signing/signing.ts';
export { type AccountWatch, createAccountWatch } from './transports/account-watch.ts';
export { accountIdentities, eachSuppressedThere, noteAccount } from './transports/accounts.ts';
export { checkTransport } from './transports/check.ts';
export { type AmazonKeys, amazonKeys } from './transports/credentials.ts';
export type { Health } from './transports/health.ts';
export type { Transport } from './transports/transports.store.ts';
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
} from './transports/transports.ts';
