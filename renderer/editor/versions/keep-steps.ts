import { api } from '../../api.ts';
import type { History } from '../history.ts';
import { type Draft, difference, type Editing } from '../store/editing.ts';
import type { EditorStore } from '../store/store.ts';
import { decodeSteps, encodeSteps } from './steps.ts';

const PAUSE_MS = 2000;

const editing = (draft: Draft): Editing => ({ draft, selected: null });
const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/**
 * Undo goes on where it was left: what it goes through is written down while one works, and read again behind the
 * first picture. Whoever cannot be asked now costs nothing but older steps. Returns what ends it.
 */
export function keepSteps(campaignId: string, store: EditorStore): { flush: () => Promise<void>; end: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  let restored = false;
  let waiting: History<Editing> | null = null;

  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    const history = waiting;
    waiting = null;
    if (!history || !restored) return;
    try {
      await api.versions.keepSteps({ campaignId, steps: encodeSteps(history) });
    } catch {
      // The draft itself is kept elsewhere; its steps are written with the next one.
      waiting ??= history;
    }
  };

  const stop = store.subscribe(({ history }, before) => {
    if (history.past === before.history.past && history.present.draft === before.history.present.draft) return;
    waiting = history;
    timer ??= setTimeout(() => void write(), PAUSE_MS);
  });

  void restore(campaignId, store, () => ended).finally(() => {
    restored = true;
  });

  return {
    flush: write,
    end: () => {
      ended = true;
      clearTimeout(timer);
      stop();
    },
  };
}

async function restore(campaignId: string, store: EditorStore, isOver: () => boolean): Promise<void> {
  const steps = await api.versions.steps({ campaignId }).then(
    (found) => found.steps,
    () => null,
  );
  const found = steps === null ? null : await decodeSteps(steps, rest);
  if (!found || isOver()) return;
  store.setState(({ history }) => {
    const first = history.past[0]?.draft ?? history.present.draft;
    const isSame = difference(found.present, first) === null;
    const past = [...found.past, ...(isSame ? [] : [found.present])].map(editing);
    // What was undone can be done again as long as nothing else was done since.
    const future =
      isSame && history.past.length === 0 && history.future.length === 0 ? found.future.map(editing) : history.future;
    return { history: { ...history, past: [...past, ...history.past], future } };
  });
}
