import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Place } from '#shared/content/tree.ts';
import * as history from '../history.ts';
import type { SaveState } from '../save/autosave.ts';
import type { Action, Draft, Editing } from './editing.ts';
import { selecting } from './selection.ts';

/** How the message is looked at. */
export type Mode = 'desktop' | 'phone' | 'text';
export type Person = { id: string; name: string };

export type EditorState = {
  history: history.History<Editing>;
  /** Grows with every change of the draft; tells an answer about an older draft from one about this. */
  edits: number;
  /** The block whose words are being edited on the page. */
  editing: string | null;
  /** Ends that, with what was typed last in the draft. */
  finishEditing: () => void;
  /** The open menu for a new block: after which one, or at the end of the page; at a certain place; instead of an empty one. */
  inserting: { after: string | null; at?: Place; instead?: string } | null;
  /** The list of keys is open. */
  helping: boolean;
  /** How large the page is drawn: 1 as it is sent, or as large as there is room for. */
  zoom: number | 'fit';
  mode: Mode;
  /** Whom the message is shown as; merge tags show themselves for nobody. */
  person: Person | null;
  saving: SaveState;
  /** The last thing said to a screen reader. */
  said: string;
  /** What another window wrote and undo stopped before: it goes on when it is pressed once more. */
  heldBefore: Draft | null;

  perform: <Args>(action: Action<Args>, args: Args) => void;
  undo: () => void;
  redo: () => void;
  select: (id: string | null) => void;
  /** Several, from where the selection began to where it has come to. */
  selectAll: (ids: readonly string[]) => void;
  edit: (id: string | null) => void;
  insert: (inserting: EditorState['inserting']) => void;
  help: (open: boolean) => void;
  zoomTo: (zoom: EditorState['zoom']) => void;
  look: (as: { mode?: Mode; person?: Person | null }) => void;
  say: (text: string) => void;
  /** Takes what another window has written; undo still knows what was here, and goes there when it is told twice. */
  take: (draft: Draft, how?: { asked: boolean }) => void;
};

export type EditorStore = StoreApi<EditorState>;

export const HELD = 'The last change was not made in this window. Undo once more takes it back as well.';

export const editingOf = (state: EditorState): Editing => state.history.present;
export const draftIn = (state: EditorState): Draft => state.history.present.draft;
export const selectedIn = (state: EditorState): string | null => state.history.present.selected;

export function createEditorStore(begin: { draft: Draft; saving: SaveState; now?: () => number }): EditorStore {
  const now = begin.now ?? Date.now;
  return createStore<EditorState>((set, get) => {
    const step = (next: history.History<Editing>, said: string) =>
      set((state) => ({
        history: next,
        edits: next.present.draft === state.history.present.draft ? state.edits : state.edits + 1,
        said: said || state.said,
      }));

    return {
      history: history.begin<Editing>({ draft: begin.draft, selected: null }),
      edits: 0,
      editing: null,
      finishEditing: () => undefined,
      inserting: null,
      helping: false,
      zoom: 1,
      mode: 'desktop',
      person: null,
      saving: begin.saving,
      said: '',
      heldBefore: null,

      perform: (action, args) => {
        const before = editingOf(get());
        const after = action.perform(before, args);
        if (after === before) {
          const refused = action.refused?.(before, args);
          if (refused) get().say(refused);
          return;
        }
        const said = action.said?.(before, after, args) ?? '';
        const { theirs: _, ...own } = after;
        if (after.draft === before.draft) step(history.amend(get().history, after), said);
        else step(history.record(get().history, own, { key: action.runKey?.(args), now: now() }), said);
      },
      undo: () => {
        get().finishEditing();
        const { past, present } = get().history;
        if (past.length === 0) return get().say('Nothing to undo.');
        // A step of another window is never undone by mistake.
        if (present.theirs && get().heldBefore !== present.draft) return set({ heldBefore: present.draft, said: HELD });
        step(history.undo(get().history), 'Undone.');
      },
      redo: () => {
        get().finishEditing();
        if (get().history.future.length === 0) return get().say('Nothing to redo.');
        step(history.redo(get().history), 'Done again.');
      },
      select: (id) => {
        const { selected, also } = editingOf(get());
        if (selected !== id || also) get().selectAll(id === null ? [] : [id]);
      },
      selectAll: (ids) =>
        set((state) => ({ history: history.settle(history.amend(state.history, selecting(state.history.present, ids))) })),
      edit: (id) => {
        if (id) get().select(id);
        set((state) => ({ editing: id, history: history.settle(state.history) }));
      },
      insert: (inserting) => set({ inserting }),
      help: (helping) => set({ helping }),
      zoomTo: (zoom) => set({ zoom }),
      look: (as) => {
        get().finishEditing();
        set((state) => ({
          mode: as.mode ?? state.mode,
          person: as.person === undefined ? state.person : as.person,
          inserting: null,
        }));
      },
      say: (said) => set({ said }),
      take: (draft, { asked } = { asked: true }) => {
        get().finishEditing();
        set({ inserting: null });
        const taken: Editing = asked ? { draft, selected: null } : { draft, selected: null, theirs: true };
        step(history.record(get().history, taken, { now: now() }), 'The other version was loaded.');
      },
    };
  });
}
