import type { Document } from '#shared/content/document.ts';
import type { Action } from '../store/editing.ts';
import { ways } from './ways.ts';

/** Puts another design in the place of this one, as one step. */
export const changeDocument: Action<{ document: Document }> = {
  perform: (editing, { document }) =>
    document === editing.draft.document ? editing : { ...editing, draft: { ...editing.draft, document }, selected: null },
  said: (_, { draft }) => `Written as ${ways[draft.document.kind].inWords} now.`,
};
