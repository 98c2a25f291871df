import type { ErrorFacts } from '#shared/schema/errors.ts';

export type SaveState =
  | { is: 'saved'; at: number }
  | { is: 'saving' }
  /** Tried again by itself when `retrying`; otherwise with the next edit. */
  | { is: 'failed'; message: string; retrying: boolean }
  | { is: 'conflict' };

type Failure = { kind: ErrorFacts['kind'] | 'unknown'; message: string };

export type Written<Draft> = { draft: Draft; revision: number; savedAt: number };

/** What the edits of a draft are measured against, and how the difference is written. */
export type Port<Draft, Change> = {
  /** What has to be written to come from one to the other, or null when nothing. */
  difference: (saved: Draft, current: Draft) => Change | null;
  write: (change: Change, revision: number) => Promise<{ revision: number; updatedAt: number }>;
  /** What is written by now. Asked after a conflict, which may be our own write whose answer was lost. */
  read?: () => Promise<Written<Draft>>;
  failure: (error: unknown) => Failure;
  onState: (state: SaveState) => void;
};

export type Autosave<Draft> = {
  /** Tells of an edit; it is written when typing pauses. */
  edited: (draft: Draft) => void;
  /** Writes at once what is not written yet, and says whether all is. */
  flush: () => Promise<boolean>;
  /** Starts again from what another window has saved. */
  restart: (draft: Draft, revision: number, savedAt: number) => void;
  /** Takes what another window has written, where nothing of this one waits to be written; says whether it did. */
  follow: (written: Written<Draft>) => boolean;
  /** Tries at once where a retry is waiting, as when the connection is back. */
  wake: () => void;
  stop: () => void;
  pending: () => boolean;
};

const PAUSE_MS = 500;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 15_000;

/** Failures that pass by themselves; anything else needs another edit or a person. */
const passes = (kind: Failure['kind']) => kind === 'closed' || kind === 'unavailable' || kind === 'busy' || kind === 'cancelled';

/**
 * Keeps a draft written. One write is in the air at a time, so revisions never race; whatever was typed meanwhile follows.
 * A lost connection keeps the edits and tries again; a conflict stops everything until `restart`.
 */
export function createAutosave<Draft, Change>(port: Port<Draft, Change>, begin: Written<Draft>): Autosave<Draft> {
  let { draft: saved, revision, savedAt } = begin;
  let current = saved;
  /** Grows with each restart, so that an answer to what was given up is not taken for one to what is. */
  let generation = 0;
  let state: SaveState = { is: 'saved', at: savedAt };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let flying: Promise<void> | null = null;
  let retryMs = FIRST_RETRY_MS;
  let stopped = false;

  const show = (next: SaveState) => {
    state = next;
    port.onState(next);
  };
  const later = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void run(), ms);
  };

  const run = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (flying) return flying.then(() => (state.is === 'conflict' ? undefined : again()));
    return again();
  };

  const again = (): Promise<void> => {
    if (flying) return flying;
    const writing = current;
    const change = port.difference(saved, writing);
    if (!change) {
      if (state.is !== 'saved') show({ is: 'saved', at: savedAt });
      return Promise.resolve();
    }
    show({ is: 'saving' });
    const begun = generation;
    flying = write(change, writing)
      .then(
        (written) => {
          if (generation !== begun) return;
          if (!written) return show({ is: 'conflict' });
          adopt(written);
          if (port.difference(saved, current)) later(PAUSE_MS);
          else show({ is: 'saved', at: savedAt });
        },
        (error: unknown) => {
          if (generation !== begun) return;
          const { kind, message } = port.failure(error);
          show({ is: 'failed', message, retrying: passes(kind) });
          if (!passes(kind)) return;
          later(retryMs);
          retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
        },
      )
      .finally(() => {
        flying = null;
      });
    return flying;
  };

  /** What is written now; null where somebody else has written something else meanwhile. */
  const write = async (change: Change, writing: Draft): Promise<Written<Draft> | null> => {
    try {
      const result = await port.write(change, revision);
      return { draft: writing, revision: result.revision, savedAt: result.updatedAt };
    } catch (error) {
      if (port.failure(error).kind !== 'conflict') throw error;
      const theirs = await port.read?.();
      return theirs && !port.difference(theirs.draft, writing) ? theirs : null;
    }
  };

  const adopt = (written: Written<Draft>) => {
    ({ draft: saved, revision, savedAt } = written);
    retryMs = FIRST_RETRY_MS;
  };

  return {
    edited: (draft) => {
      current = draft;
      if (state.is === 'conflict' || stopped) return;
      if (!port.difference(saved, current) && !flying) {
        clearTimeout(timer);
        timer = undefined;
        if (state.is !== 'saved') show({ is: 'saved', at: savedAt });
        return;
      }
      if (state.is !== 'failed') show({ is: 'saving' });
      if (state.is !== 'failed' || !state.retrying) later(PAUSE_MS);
    },
    flush: async () => {
      if (state.is !== 'conflict') await run();
      return !port.difference(saved, current);
    },
    restart: (draft, newRevision, newSavedAt) => {
      clearTimeout(timer);
      adopt({ draft, revision: newRevision, savedAt: newSavedAt });
      current = saved;
      generation += 1;
      show({ is: 'saved', at: savedAt });
    },
    follow: (written) => {
      if (stopped || flying || state.is === 'conflict' || written.revision <= revision) return false;
      if (port.difference(saved, current)) return false;
      clearTimeout(timer);
      adopt(written);
      current = saved;
      show({ is: 'saved', at: savedAt });
      return true;
    },
    wake: () => {
      if (state.is === 'failed' && state.retrying) void run();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
    pending: () => port.difference(saved, current) !== null,
  };
}
