import type { Handlers } from '#shared/rpc/contract.ts';
import type { tagsRpc } from '#shared/rpc/tags.ts';
import { changeTag, countTags, createTag, draftsWithTag, mergeTags, removeTagInTurns, tagNamed } from '../contacts/contacts.ts';
import { renameTagInImports } from '../imports/imports.ts';
import { segmentsUsingTag } from '../segments/segments.ts';
import type { Workspace } from '../workspace.ts';
import { replaceTag } from './replace-references.ts';

export const tagsHandlers = ({ db, clock, changes }: Workspace) =>
  ({
    all: () => countTags(db),
    create: (tag) => {
      const id = createTag(db, { ...tag, now: clock() });
      changes.announce('tags');
      return { id };
    },
    change: (change) => {
      db.transaction(() => {
        const { name } = tagNamed(db, change.id);
        changeTag(db, change);
        if (change.name !== undefined) renameTagInImports(db, { from: name, to: change.name });
      });
      changes.announce('tags', 'contacts');
      return {};
    },
    usage: ({ id }) => ({ segments: segmentsUsingTag(db, id), campaigns: draftsWithTag(db, id) }),
    merge: async (merged) => {
      const [from, into] = [tagNamed(db, merged.id), tagNamed(db, merged.intoId)];
      const moved = await mergeTags(db, { ...merged, along: () => replaceTag(db, { from, into, now: clock() }) });
      changes.announce('tags', 'contacts', 'segments', 'campaigns', 'templates', 'imports');
      return { moved };
    },
    remove: async ({ id }) => {
      await removeTagInTurns(db, id);
      changes.announce('tags', 'contacts');
      return {};
    },
  }) satisfies Handlers<typeof tagsRpc>;
