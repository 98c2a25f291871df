/**
 * The face of campaigns: what is to be said, to whom and when; its launch, its progress, its report. What is launched
 * is frozen in the send and in the ledger; from there on delivery has it.
 */

export { audienceCount } from './ask-audience.ts';
export { attachFile, attachmentsOf, detachFile } from './attachments.ts';
export { countAudience } from './audience.report.ts';
export { awkwardPeople } from './awkward.ts';
export { type Campaign, listCampaigns, requireCampaign } from './campaigns.store.ts';
export { conditionProblems, fulfilled } from './conditions.ts';
export { previewConfirmation } from './confirmation-preview.ts';
export { confirmationSender, type NoConfirmations } from './confirmation-sender.ts';
export { type Confirmer, createConfirmer } from './confirmer.ts';
export { archiveCampaign, changeCampaign, createCampaign, duplicateCampaign, removeCampaign } from './drafts.ts';
export { dryRunCampaign } from './dry-run.ts';
export { frequencyGuard } from './frequency.ts';
export { homeOf } from './home.ts';
export { launchCampaign } from './launch.ts';
export { ledgerPage } from './ledger.report.ts';
export { createLetters, viewLetter } from './letters.ts';
export { pageCampaigns } from './list.report.ts';
export { type Ended, endedSend, type Outgoing, outgoing } from './outgoing.report.ts';
export { reportPeople } from './people.report.ts';
export type { Reads } from './ports.ts';
export { describePreferences, leaveAll } from './preferences.ts';
export { progressOf, watchProgress } from './progress.ts';
export { replaceInDrafts } from './replace.ts';
export { reportAside, reportOf } from './report.ts';
export { reviewCampaign } from './review.ts';
export { createScheduler, scheduleCampaign, unscheduleAll, unscheduleCampaign } from './schedule.ts';
export { reasonGroups, retryableCount, sendPeople, sendPerson } from './send-people.report.ts';
export { keepSource, sourceOf } from './source.store.ts';
export { sendTest } from './test-send.ts';
export { tracksItself } from './tracked.ts';
export { keepSteps, readSteps } from './undo.ts';
export { describeUnsubscribe, unsubscribeRecipient } from './unsubscribe.ts';
export {
  addVersion,
  draftBeforeSwitch,
  listVersions,
  removeVersion,
  renameVersion,
  requireVersion,
} from './versions.ts';
export { drawnFor, previewWaves } from './waves-of.ts';
