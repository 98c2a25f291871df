export type { Change } from './changes.report.ts';
export { forgetChangesOf, recordUndone } from './changes.store.ts';
export {
  forgetEvents,
  forgetEventsAmong,
  forgetEventsOf,
  lastEventId,
  recordEvent,
  recordEvents,
  recordRestored,
} from './events.store.ts';
export { eventByPublicId, newsAfter, pageEvents, placeNow, streamsOf } from './feed.ts';
export { recordProgress } from './progress.store.ts';
export { estimateEvents } from './size.report.ts';
export type { EventFilter, FeedEvent, Place, Stream } from './told.ts';
