import type { Handlers } from '#shared/rpc/contract.ts';
import type { inboxRpc } from '#shared/rpc/inbox.ts';
import { unavailable } from '../base/errors.ts';
import { clearInbox, markInboxRead, pageInbox, requireInboxMessage } from '../delivery/delivery.ts';
import type { Workspace } from '../workspace.ts';

export const inboxHandlers = (workspace: Workspace) => {
  const { db, clock, inbox, changes } = workspace;
  return {
    page: (page) => pageInbox(db, page),
    get: async ({ id }) => {
      const message = await requireInboxMessage(db, id);
      // Announced for the first reading only: the window that reads asks again when it hears of a change.
      if (markInboxRead(db, { publicId: id, now: clock() })) changes.announce('inbox');
      return { ...message, read: true };
    },
    clear: () => {
      clearInbox(db);
      changes.announce('inbox');
      return {};
    },
    address: () => {
      const port = inbox.port();
      if (port === null) throw unavailable('inbox.stopped', 'The test inbox is not running.');
      return { host: '127.0.0.1', port };
    },
  } satisfies Handlers<typeof inboxRpc>;
};
