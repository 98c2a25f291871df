import type { Handlers } from '#shared/rpc/contract.ts';
import type { mailboxesRpc } from '#shared/rpc/feedback.ts';
import { checkMailbox } from '../feedback/feedback.ts';
import type { Workspace } from '../workspace.ts';

export const mailboxesHandlers = ({ db, clock, secrets, feedback: { mailboxes } }: Workspace) =>
  ({
    all: () =>
      mailboxes.all().map(({ publicId, address, settings, hasSecret, state, checkedAt, counts }) => ({
        id: publicId,
        address,
        settings,
        hasSecret,
        state,
        checkedAt,
        counts,
      })),
    create: (mailbox) => ({ id: mailboxes.create(mailbox).publicId }),
    change: ({ id, ...mailbox }) => {
      mailboxes.change(id, mailbox);
      return {};
    },
    remove: async ({ id }) => {
      await mailboxes.remove(id);
      return {};
    },
    check: ({ id }) => checkMailbox(db, { publicId: id, secrets, now: clock() }),
    readNow: ({ id }) => {
      mailboxes.readNow(id);
      return {};
    },
  }) satisfies Handlers<typeof mailboxesRpc>;
