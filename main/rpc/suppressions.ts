import type { suppressionsRpc } from '#shared/rpc/contacts.ts';
import type { Handlers } from '#shared/rpc/contract.ts';
import { invalid, notFound } from '../base/errors.ts';
import { emailKey, liftSuppression, pageSuppressions, suppress } from '../contacts/contacts.ts';
import type { Workspace } from '../workspace.ts';

export const suppressionsHandlers = (workspace: Workspace) =>
  ({
    page: (window) => pageSuppressions(workspace.db, window),
    add: ({ email, reason, evidence }) => {
      const address = emailKey(email);
      if (!address.ok) throw invalid('suppressions.address', address.reason, { email: address.reason });
      suppress(workspace.db, { email, reason, evidence: evidence || 'Added by hand', now: workspace.clock() });
      workspace.changes.announce('suppressions', 'contacts');
      return {};
    },
    lift: ({ email }) => {
      if (!liftSuppression(workspace.db, email)) throw notFound('suppressions.unknown', 'This address is not suppressed.');
      workspace.changes.announce('suppressions', 'contacts');
      return {};
    },
  }) satisfies Handlers<typeof suppressionsRpc>;
