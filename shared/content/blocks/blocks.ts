import { text } from './text.ts';

/** The one dictionary of blocks: schema, palette, form, MJML and text all come from it. */
export const blockDefinitions = { text } as const;
