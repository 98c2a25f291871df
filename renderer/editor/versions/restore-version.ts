import type { VersionDraft } from '#shared/rpc/versions.ts';
import type { Action } from '../store/editing.ts';

/** Puts a version back, as one step; the campaign keeps the name that it has now. */
export const restoreVersion: Action<{ draft: VersionDraft; name: string }> = {
  perform: (editing, { draft }) => ({ draft: { name: editing.draft.name, ...draft }, selected: null }),
  said: (_, __, { name }) => `Restored: ${name}.`,
};
