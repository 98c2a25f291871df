import { endedSend, outgoing } from './campaigns/campaigns.ts';
import { holdAllSends, requireSend, resumeSend } from './delivery/delivery.ts';
import type { Workspaces } from './workspaces.ts';

type Ended = NonNullable<ReturnType<typeof endedSend>>;

/** What goes out of all workspaces, for what lives beside their windows. */
export function overseeSending(workspaces: Pick<Workspaces, 'all' | 'find'>) {
  const listeners = new Set<(ended: Ended) => void>();
  const each = <Result>(work: (workspace: ReturnType<Workspaces['find']>) => Result[]) => workspaces.all().flatMap(work);
  return {
    outgoing: () => each(({ id, db }) => outgoing(db).map((item) => ({ workspaceId: id, ...item }))),
    onEnded: (listener: (ended: Ended) => void) => void listeners.add(listener),
    /** A send is over. */
    ended: (workspaceId: string, sendId: number) => {
      const ended = endedSend(workspaces.find(workspaceId).db, sendId);
      if (ended) for (const listener of listeners) listener(ended);
    },
    pauseAll: () => {
      for (const { db, changes } of workspaces.all()) {
        holdAllSends(db, '');
        changes.announce('sends', 'campaigns', 'messages');
      }
    },
    /** What a person paused; whatever else did waits for a look at it. */
    resumeAll: () => {
      for (const { db, delivery, changes } of workspaces.all()) {
        for (const { sendId, state, reason } of outgoing(db))
          if (sendId !== null && state === 'paused' && reason === '') resumeSend(db, { sendId: requireSend(db, sendId).id });
        delivery.wake();
        changes.announce('sends', 'campaigns', 'messages');
      }
    },
    wake: () => {
      for (const workspace of workspaces.all()) workspace.wake();
    },
  };
}
