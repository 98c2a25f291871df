import { setImmediate } from 'node:timers/promises';
import type { Handlers } from '#shared/rpc/contract.ts';
import type { sendsRpc } from '#shared/rpc/sends.ts';
import { notFound } from '../base/errors.ts';
import { ledgerPage, reasonGroups, retryableCount, sendPeople, sendPerson, watchProgress } from '../campaigns/campaigns.ts';
import { isSuppressed } from '../contacts/contacts.ts';
import {
  cancelSend,
  decide,
  evidenceOf,
  goOnAfterCanary,
  pauseSend,
  requireSend,
  resumeSend,
  retryRefused,
  transcriptsOf,
} from '../delivery/delivery.ts';
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
    goOn: ({ id }) => {
      goOnAfterCanary(db, { sendId: requireSend(db, id).id, now: clock() });
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
    people: ({ id, offset, limit, ...filter }) => sendPeople(db, { sendId: requireSend(db, id).id, filter, offset, limit }),
    reasons: ({ id }) => {
      const sendId = requireSend(db, id).id;
      return { groups: reasonGroups(db, sendId), retryable: retryableCount(db, sendId) };
    },
    person: ({ id, messageId }) => {
      const row = sendPerson(db, { sendId: requireSend(db, id).id, messageId });
      if (!row) throw notFound('sends.no-message', 'There is no such message in this send.');
      return { row, transcripts: transcriptsOf(db, messageId), evidence: evidenceOf(db, messageId) };
    },
    retry: async ({ id }) => {
      const sendId = requireSend(db, id).id;
      const suppressions = { isSuppressed: (emailKey: string) => isSuppressed(db, emailKey) };
      let retried = 0;
      for (let after: number | null = 0; after !== null; await setImmediate()) {
        const slice: ReturnType<typeof retryRefused> = retryRefused(db, { sendId, after, suppressions });
        retried += slice.retried;
        after = slice.after;
      }
      delivery.wake();
      announce();
      return { retried };
    },
    decide: ({ id, messageIds, as }) => {
      const decided = decide(db, { sendId: requireSend(db, id).id, messageIds, as, now: clock() });
      delivery.wake();
      announce();
      return { decided };
    },
  } satisfies Handlers<typeof sendsRpc>;
};
