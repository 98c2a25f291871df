/** What was, what is and what was undone. Values are immutable and share their parts, so a step costs little. */
export type History<T> = {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** The kind of the last step; one of the same kind that follows soon melts into it. */
  last: { key: string; at: number } | null;
};

/** A pause of this length ends a run of typing, so that undo takes back phrases and neither letters nor everything. */
export const RUN_MS = 1200;

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [], last: null });

/** Adds a step. With a `key`, steps of the same key in one run are one step. */
export function record<T>(history: History<T>, next: T, options: { key?: string | undefined; now: number }): History<T> {
  if (next === history.present) return history;
  const { key, now } = options;
  const last = key === undefined ? null : { key, at: now };
  const melts = key !== undefined && history.last?.key === key && now - history.last.at < RUN_MS && history.past.length > 0;
  if (melts) return { ...history, present: next, future: [], last };
  return { past: [...history.past, history.present], present: next, future: [], last };
}

/** Replaces what is without a step: for what undo should not know, such as a selection. */
export const amend = <T>(history: History<T>, present: T): History<T> => ({ ...history, present });

export function undo<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future], last: null };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, last: null };
}

/** Ends a run of typing: what follows is a step of its own. */
export const settle = <T>(history: History<T>): History<T> => (history.last ? { ...history, last: null } : history);
