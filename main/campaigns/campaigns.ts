/**
 * The face of campaigns: what is to be said, to whom and when; its launch, its progress, its report. What is launched
 * is frozen in the send and in the ledger; from there on delivery has it.
 */
export { type AudienceCount, countAudience, selectRecipients } from './audience.report.ts';
export { type Campaign, campaignOfSend, getCampaign, listCampaigns, requireCampaign } from './campaigns.store.ts';
export { archiveCampaign, changeCampaign, createCampaign, type DraftFacts, duplicateCampaign, removeCampaign } from './drafts.ts';
export { homeOf } from './home.ts';
export { type Launch, launchCampaign, type Tools } from './launch.ts';
export { ledgerPage } from './ledger.report.ts';
export { createLetters, viewLetter } from './letters.ts';
export { type CampaignQuery, pageCampaigns } from './list.report.ts';
export { type ReportFilter, reportPeople } from './people.report.ts';
export { type ProgressTools, progressOf, watchProgress } from './progress.ts';
export { reportOf } from './report.ts';
export { reviewCampaign } from './review.ts';
export { createScheduler, GRACE_MS, type Scheduler, scheduleCampaign, unscheduleAll, unscheduleCampaign } from './schedule.ts';
export { keepSource, sourceOf } from './source.store.ts';
export { type StatusFacts, statusOf } from './status.ts';
export { sendTest, type TestResult } from './test-send.ts';
export { describeUnsubscribe, type UnsubscribeFacts, unsubscribeRecipient } from './unsubscribe.ts';
