import type { Handlers } from '#shared/rpc/contract.ts';
import type { tagsRpc } from '#shared/rpc/tags.ts';
import { changeTag, countTags, createTag, draftsWithTag, mergeTags, removeTagInTurns } from '../contacts/contacts.ts';
import { segmentsUsingTag } from '../segments/segments.ts';
import type { Workspace } from '../workspace.ts';

export const tagsHandlers = ({ db, clock, changes }: Workspace) =>
  ({
    all: () => countTags(db),
    create: (tag) => {
      const id = createTag(db, { ...tag, now: clock() });
      changes.announce('tags');
      return { id };
    },
    change: (change) => {
      changeTag(db, change);
      changes.announce('tags', 'contacts');
      return {};
    },
    usage: ({ id }) => ({ segments: segmentsUsingTag(db, id), campaigns: draftsWithTag(db, id) }),
    merge: async (merged) => {
      const moved = await mergeTags(db, merged);
      changes.announce('tags', 'contacts');
      return { moved };
    },
    remove: async ({ id }) => {
      await removeTagInTurns(db, id);
      changes.announce('tags', 'contacts');
      return {};
    },
  }) satisfies Handlers<typeof tagsRpc>;
