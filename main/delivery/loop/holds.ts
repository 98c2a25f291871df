import type { WriteDb } from '../../db/db.ts';
import { type Job, sendingOf } from '../ledger/claim.ts';
import type { Outcome } from '../ledger/outcome.ts';
import { holdUp } from '../sends/sends.ts';
import type { Transport } from '../transports/transports.store.ts';
import type { Queue } from './queue.ts';

export type Holds = {
  one: (sendId: number, reason: string) => void;
  /** Every send of the transport. */
  all: (reason: string) => void;
  /** Whatever the trouble keeps from leaving; says whether that is the whole account. */
  by: (trouble: Outcome & { is: 'trouble' }, job: Job) => 'account' | 'send';
};

/** Holds sends up when something keeps their messages from leaving, and tells the person why in the server's words. */
export function createHolds(options: {
  db: WriteDb;
  queue: Pick<Queue, 'letGo'>;
  transport: () => Transport;
  onHeldUp: (sendId: number) => void;
}): Holds {
  const { db, queue, transport } = options;
  const one = (sendId: number, reason: string) => {
    holdUp(db, { sendId, reason });
    queue.letGo((job) => job.sendId === sendId);
    options.onHeldUp(sendId);
  };
  const all = (reason: string) => {
    for (const sendId of sendingOf(db, transport().id)) one(sendId, reason);
    queue.letGo(() => true);
  };
  return {
    one,
    all,
    by: (trouble, job) => {
      const { name } = transport();
      const words = `${name} ${said[trouble.with]}: ${trouble.reply}`;
      if (trouble.with === 'sender' || trouble.with === 'content') {
        if (job.sendId !== null) one(job.sendId, words);
        return 'send';
      }
      all(words);
      return 'account';
    },
  };
}

const said = {
  auth: 'does not let this account send',
  quota: 'says that its limit is reached',
  policy: 'refuses mail from here',
  sender: 'refuses the sender',
  content: 'refuses this message',
} as const;
