export { forgetEvents, forgetEventsAmong, forgetEventsOf, lastEventId, recordEvent, recordEvents } from './events.store.ts';
