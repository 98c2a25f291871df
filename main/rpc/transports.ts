import type { z } from 'zod';
import type { Handlers } from '#shared/rpc/contract.ts';
import type { transport, transportsRpc } from '#shared/rpc/transports.ts';
import {
  changeTransport,
  checkTransport,
  createTransport,
  hasSecret,
  listTransports,
  makeDefault,
  removeTransport,
  requireTransport,
  sentToday,
  type Transport,
} from '../delivery/delivery.ts';
import type { Workspace } from '../workspace.ts';

export const transportsHandlers = (workspace: Workspace) => {
  const { db, clock, secrets, delivery, inbox, changes } = workspace;
  const changed = () => {
    changes.announce('transports');
    delivery.wake();
    return {};
  };
  const show = ({ publicId, ...known }: Transport): z.input<typeof transport> => ({
    ...known,
    id: publicId,
    hasSecret: hasSecret(secrets, { publicId }),
    sentToday: sentToday(db, { transportId: known.id, now: clock() }),
  });
  return {
    all: () => listTransports(db).map(show),
    create: (input) => {
      const { publicId } = createTransport(db, { transport: input, secrets, now: clock() });
      changed();
      return { id: publicId };
    },
    change: ({ id, ...change }) => {
      changeTransport(db, { change: { publicId: id, ...change }, secrets, now: clock() });
      return changed();
    },
    makeDefault: ({ id }) => {
      makeDefault(db, id);
      return changed();
    },
    remove: ({ id }) => {
      removeTransport(db, { publicId: id, secrets, now: clock() });
      return changed();
    },
    check: ({ id }) => checkTransport({ transport: requireTransport(db, id), secrets, inboxPort: inbox.port }),
  } satisfies Handlers<typeof transportsRpc>;
};
