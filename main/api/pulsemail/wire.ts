/** What is said on the wire, as the document has it: one file for each noun. */

export * from './wire/campaigns.ts';
export * from './wire/designs.ts';
export * from './wire/lists.ts';
export * from './wire/parts.ts';
export * from './wire/segments.ts';
export * from './wire/sends.ts';
export * from './wire/subscribers.ts';
export * from './wire/tags.ts';
export * from './wire/webhooks.ts';
export * from './wire/workspace.ts';
