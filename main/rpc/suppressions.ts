import type { Handlers } from '#shared/rpc/contract.ts';
import type { suppressionsRpc } from '#shared/rpc/suppressions.ts';
import { notFound } from '../base/errors.ts';
import {
  addSuppressions,
  fileLines,
  liftSuppression,
  pageSuppressions,
  pastedLines,
  suppressionDetail,
} from '../contacts/contacts.ts';
import type { Workspace } from '../workspace.ts';

export const suppressionsHandlers = ({ db, clock, changes, resolveSource }: Workspace) => {
  const announce = () => changes.announce('suppressions', 'contacts');
  return {
    page: (window, { signal }) => pageSuppressions(db, window, signal),
    get: ({ key }) => suppressionDetail(db, key),
    add: async ({ text, reason, evidence }) => {
      const added = await addSuppressions(db, pastedLines(text), {
        reason,
        evidence: evidence || 'Added by hand',
        now: clock(),
      });
      announce();
      return added;
    },
    importFile: async ({ file, reason, evidence }) => {
      const { path, fileName } = resolveSource(file);
      const terms = { reason, evidence: evidence || `The file ${fileName} says so`, now: clock() };
      try {
        return await addSuppressions(db, fileLines(path), terms);
      } finally {
        announce();
      }
    },
    lift: ({ email }) => {
      if (!liftSuppression(db, email)) throw notFound('suppressions.unknown', 'This address is not suppressed.');
      announce();
      return {};
    },
  } satisfies Handlers<typeof suppressionsRpc>;
};
