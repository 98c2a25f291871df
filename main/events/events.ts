export { forgetEvents, forgetEventsAmong, forgetEventsOf, lastEventId, recordEvent, recordEvents } from './events.store.ts';
export { type EventFilter, estimateEvents, eventByPublicId, eventsAfter, type FeedEvent, pageEvents } from './feed.report.ts';
