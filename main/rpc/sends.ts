import type { Handlers } from '#shared/rpc/contract.ts';
import type { sendsRpc } from '#shared/rpc/sends.ts';
import { ledgerPage, watchProgress } from '../campaigns/campaigns.ts';
import { cancelSend, decide, pauseSend, requireSend, resumeSend } from '../delivery/delivery.ts';
import type { Workspace } from '../workspace.ts';

export const sendsHandlers = (workspace: Workspace) => {
  const { db, clock, changes, delivery } = workspace;
  const announce = () => changes.announce('sends', 'campaigns', 'messages');
  return {
    pause: ({ id }) => {
      pauseSend(db, { sendId: requireSend(db, id).id });
      announce();
      return {};
    },
    resume: ({ id }) => {
      resumeSend(db, { sendId: requireSend(db, id).id });
      delivery.wake();
      announce();
      return {};
    },
    cancel: ({ id }) => {
      cancelSend(db, { sendId: requireSend(db, id).id, now: clock() });
      delivery.wake();
      announce();
      return {};
    },
    watch: ({ id }, { signal }) => watchProgress(workspace, { sendId: id, signal }),
    messages: ({ id, status, offset, limit }) => ledgerPage(db, { sendId: requireSend(db, id).id, status, offset, limit }),
    decide: ({ id, messageIds, as }) => {
      const decided = decide(db, { sendId: requireSend(db, id).id, messageIds, as, now: clock() });
      delivery.wake();
      announce();
      return { decided };
    },
  } satisfies Handlers<typeof sendsRpc>;
};
