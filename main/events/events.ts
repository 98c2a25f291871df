export { type NewEvent, recordEvent, recordEvents } from './events.store.ts';
