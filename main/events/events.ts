export { recordEvent, recordEvents } from './events.store.ts';
