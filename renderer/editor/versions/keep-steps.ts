import { api } from '../../api.ts';
import { freshId } from '../blocks.ts';
import type { History } from '../history.ts';
import { type Draft, difference, type Editing } from '../store/editing.ts';
import type { EditorStore } from '../store/store.ts';
import { openElsewhere } from './open-elsewhere.ts';
import { decodeSteps, oldestKept, patchSlices, textOf } from './steps.ts';

const PAUSE_MS = 2000;
/** The first picture comes before the steps that led to it. */
const FIRST_PICTURE_MS = 250;

const editing = (draft: Draft): Editing => ({ draft, selected: null });
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The log of this window as it is written down: its drafts, and which is the present one. */
type Log = { name: string; drafts: readonly Draft[]; at: number };

const draftsOf = ({ past, present, future }: History<Editing>): Draft[] =>
  [...past, present, ...future].map(({ draft }) => draft);

/**
 * Undo goes on where it was left: what it goes through is written down while one works, only what is new each time, and
 * read again behind the first picture. Whoever cannot be asked now costs nothing but older steps. Returns what ends it.
 */
export function keepSteps(campaignId: string, store: EditorStore): { flush: () => Promise<void>; end: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  let restored = false;
  let waiting: History<Editing> | null = null;
  let log: Log | null = null;
  let writing: Promise<void> | null = null;
  const window = openElsewhere(`design ${campaignId}`);

  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (writing) await writing;
    const history = waiting;
    waiting = null;
    if (!history || !restored) return;
    writing = keep(campaignId, log, history)
      .then(
        (kept) => {
          log = kept;
        },
        () => {
          // The draft itself is kept elsewhere; its steps are written with the next one, as far as they are known to be.
          log = null;
          waiting ??= history;
        },
      )
      .finally(() => {
        writing = null;
      });
    await writing;
  };

  const stop = store.subscribe(({ history }, before) => {
    if (history.past === before.history.past && history.present.draft === before.history.present.draft) return;
    waiting = history;
    timer ??= setTimeout(() => void write(), PAUSE_MS);
  });

  void after(FIRST_PICTURE_MS)
    .then(async () => {
      if (!ended) log = await restore(campaignId, store, { elsewhere: await window.found, isOver: () => ended });
    })
    .finally(() => {
      restored = true;
    });

  return {
    flush: write,
    end: () => {
      ended = true;
      clearTimeout(timer);
      stop();
      window.leave();
    },
  };
}

/** Writes down what differs from what is there; a log of its own where another window goes on with this one. */
async function keep(campaignId: string, log: Log | null, history: History<Editing>): Promise<Log> {
  const drafts = draftsOf(history);
  const at = history.past.length;
  const known = log?.drafts ?? [];
  let same = 0;
  while (same < known.length && same < drafts.length && known[same] === drafts[same]) same += 1;
  if (log && same > 0) {
    const slices = patchSlices(drafts, same);
    if (slices.length === 0 && known.length === same && log.at === at) return log;
    if (await add(campaignId, { name: log.name, count: known.length, keep: same, slices, at }))
      return { name: log.name, drafts, at };
  }
  const from = oldestKept(drafts, at);
  const own = drafts.slice(from);
  const [oldest = history.present.draft] = own;
  const name = freshId();
  const begun = { campaignId, log: name, first: textOf(oldest), count: 1, keep: 1, patches: [], at: 0 };
  await api.versions.keepSteps(begun);
  await add(campaignId, { name, count: 1, keep: 1, slices: patchSlices(own, 1), at: at - from });
  return { name, drafts: own, at: at - from };
}

type Added = { name: string; count: number; keep: number; slices: ReturnType<typeof patchSlices>; at: number };

async function add(campaignId: string, { name, count, keep: stays, slices, at }: Added): Promise<boolean> {
  let [there, from] = [count, stays];
  for (const patches of slices.length > 0 ? slices : [[]]) {
    const { kept } = await api.versions.keepSteps({ campaignId, log: name, first: null, count: there, keep: from, patches, at });
    if (!kept) return false;
    from += patches.length;
    there = from;
  }
  return true;
}

type Around = { elsewhere: boolean; isOver: () => boolean };

/** Puts the steps that were written down before those that were made since; returns the log to go on with. */
async function restore(campaignId: string, store: EditorStore, { elsewhere, isOver }: Around): Promise<Log | null> {
  const steps = await readSteps(campaignId).catch(() => null);
  const found = steps && (await decodeSteps(steps, () => after(0)));
  if (!found || isOver()) return null;
  let log: Log | null = null;
  store.setState(({ history }) => {
    const first = history.past[0] ?? history.present;
    const isSame = difference(found.present, first.draft) === null;
    const past = [...found.past, ...(isSame ? [] : [found.present])].map(editing);
    // What was undone can be done again as long as nothing else was done since.
    const isUntouched = history.past.length === 0 && history.future.length === 0;
    const future = isSame && isUntouched ? found.future.map(editing) : history.future;
    if (found.isExact && (!isSame || textOf(first.draft) === textOf(found.present)))
      log = {
        name: steps.log,
        drafts: [...found.past, isSame ? first.draft : found.present, ...found.future],
        at: found.past.length,
      };
    // What the draft is now came from another window, or from elsewhere altogether.
    const marked: Editing = elsewhere || !isSame ? { ...first, theirs: true } : first;
    const present = history.present === first ? marked : history.present;
    const since = history.past.map((one) => (one === first ? marked : one));
    return { history: { ...history, past: [...past, ...since], present, future } };
  });
  return log;
}

async function readSteps(campaignId: string) {
  const { found } = await api.versions.steps({ campaignId, log: null, from: 0 });
  if (!found) return null;
  const { log, first, count, at } = found;
  const patches = [...found.patches];
  while (patches.length < count - 1) {
    const next = await api.versions.steps({ campaignId, log, from: patches.length + 1 });
    // Another window writes in it just now.
    if (next.found?.count !== count || next.found.patches.length === 0) return null;
    patches.push(...next.found.patches);
  }
  return { log, first, patches, at };
}
