import type { Outcome } from '../ledger/outcome.ts';

/** Of the last so many settled messages of a send … */
const WINDOW = 100;
/** … at least so many were refused … */
const LEAST_REFUSED = 10;
/** … and at least this share: a list of usual age has a few per cent. */
const REFUSED_SHARE = 0.2;
/** Refusals one after another that are about us or about the message rather than about who it is for. */
const OURS_IN_A_ROW = 10;
/** Whoever resumes has seen the reason: so many more may settle before the same is said again. */
const RESPITE = 500;

export type Brake = {
  /** Returns why the send should be held up, when this outcome makes the measure full. */
  note: (sendId: number, outcome: Outcome) => string | null;
  forget: (sendId: number) => void;
};

type Record = { recent: boolean[]; refused: number; ours: number; respite: number };

/** Notices when refusals jump: something is wrong then that goes on to hurt the sender with every further message. */
export function createBrake(): Brake {
  const sends = new Map<number, Record>();
  const recordOf = (sendId: number): Record => {
    const known = sends.get(sendId);
    if (known) return known;
    const fresh = { recent: [], refused: 0, ours: 0, respite: 0 };
    sends.set(sendId, fresh);
    return fresh;
  };
  return {
    forget: (sendId) => void sends.delete(sendId),
    note: (sendId, outcome) => {
      if (outcome.is !== 'accepted' && outcome.is !== 'refused') return null;
      const record = recordOf(sendId);
      const refused = outcome.is === 'refused';
      record.recent.push(refused);
      record.refused += Number(refused) - Number(record.recent.length > WINDOW && record.recent.shift());
      record.ours = refused && (outcome.reason === 'policy' || outcome.reason === 'content') ? record.ours + 1 : 0;
      record.respite--;
      if (!refused || record.respite > 0) return null;
      const words = tooMuch(record, outcome.reply);
      if (words !== null) sends.set(sendId, { recent: [], refused: 0, ours: 0, respite: RESPITE });
      return words;
    },
  };
}

function tooMuch({ recent, refused, ours }: Record, reply: string): string | null {
  if (ours >= OURS_IN_A_ROW) return `${ours} messages in a row were refused, the last one with: ${reply}`;
  if (refused >= LEAST_REFUSED && refused >= recent.length * REFUSED_SHARE)
    return `${refused} of the last ${recent.length} messages were refused, the last one with: ${reply}`;
  return null;
}
