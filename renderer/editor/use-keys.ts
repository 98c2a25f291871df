import { type KeyboardEvent, useCallback } from 'react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { isLocked, parentsOf } from '#shared/content/tree.ts';
import { duplicateBlocks } from './actions/duplicate-blocks.ts';
import { lockBlocks } from './actions/lock-blocks.ts';
import { LOCKED } from './actions/locks.ts';
import { removeBlocks } from './actions/remove-blocks.ts';
import { type Direction, stepBlocks } from './actions/step-blocks.ts';
import { blocksIn, describe, freshId, neighbour } from './blocks.ts';
import { zoomed } from './canvas/zoom.ts';
import { useSession } from './store/context.ts';
import { allAround, chosenOf, extended } from './store/selection.ts';
import { draftIn, type EditorState, editingOf, selectedIn } from './store/store.ts';

/** Undo and redo, anywhere in the editor. */
export function useHistoryKeys(): (event: KeyboardEvent) => void {
  const { store } = useSession();
  return useCallback(
    (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const redo = key === 'y' || (key === 'z' && event.shiftKey);
      if (!redo && key !== 'z') return;
      event.preventDefault();
      if (redo) store.getState().redo();
      else store.getState().undo();
    },
    [store],
  );
}

type Page = {
  state: EditorState;
  document: BlocksDocument;
  selected: string | null;
  chosen: readonly string[];
  edit: (typed?: string) => void;
};
/** What a key does; `false` leaves it to the browser. */
type Command = (page: Page) => unknown;

const choose =
  (step: 1 | -1): Command =>
  ({ state, document, selected }) => {
    const next = neighbour(document, selected, step);
    if (next) state.select(next);
  };
const extend =
  (step: 1 | -1): Command =>
  ({ state, document, selected }) => {
    const ids = selected === null ? null : extended(document, editingOf(state), step);
    if (!ids) return;
    state.selectAll(ids);
    state.say(ids.length === 1 ? describe(document, ids[0] ?? '') : `${ids.length} blocks selected.`);
  };
const move =
  (direction: Direction): Command =>
  ({ state, chosen }) => {
    if (chosen.length > 0) state.perform(stepBlocks, { ids: chosen, direction });
  };
const tab =
  (step: 1 | -1): Command =>
  ({ state, document, selected }) => {
    const next = neighbour(document, selected, step);
    // At either end Tab goes on to what is around the page.
    return next === null ? false : state.select(next);
  };
const zoom =
  (by: 1 | -1 | 0): Command =>
  ({ state }) =>
    state.zoomTo(zoomed(state.zoom, by));
const remove: Command = ({ state, chosen }) => {
  if (chosen.length > 0) state.perform(removeBlocks, { ids: chosen });
};
const edit: Command = (page) => page.edit();

const commands: Record<string, Command> = {
  arrowup: choose(-1),
  arrowleft: choose(-1),
  arrowdown: choose(1),
  arrowright: choose(1),
  'shift+arrowup': extend(-1),
  'shift+arrowleft': extend(-1),
  'shift+arrowdown': extend(1),
  'shift+arrowright': extend(1),
  'alt+arrowup': move('up'),
  'alt+arrowdown': move('down'),
  'alt+arrowleft': move('left'),
  'alt+arrowright': move('right'),
  'alt+shift+arrowright': move('in'),
  'alt+shift+arrowleft': move('out'),
  tab: tab(1),
  'shift+tab': tab(-1),
  home: ({ state, document }) => state.select(neighbour(document, null, 1)),
  end: ({ state, document }) => state.select(neighbour(document, null, -1)),
  escape: ({ state, document, selected, chosen }) => {
    if (selected === null) return false;
    const parent = parentsOf(document, selected)[0]?.id ?? null;
    state.select(chosen.length > 1 ? selected : parent);
    if (parent && chosen.length <= 1) state.say(describe(document, parent));
    return true;
  },
  'mod+a': ({ state, document }) => {
    const ids = allAround(document, editingOf(state));
    state.selectAll(ids);
    state.say(`${ids.length} blocks selected.`);
  },
  'mod+d': ({ state, chosen }) => {
    if (chosen.length > 0) state.perform(duplicateBlocks, { ids: chosen, freshId });
  },
  'mod+shift+l': ({ state, chosen }) => {
    if (chosen.length > 0) state.perform(lockBlocks, { ids: chosen });
  },
  '/': ({ state, selected }) => state.insert({ after: selected }),
  '?': ({ state }) => state.help(true),
  delete: remove,
  backspace: remove,
  enter: edit,
  f2: edit,
  'mod+=': zoom(1),
  'mod++': zoom(1),
  'mod+-': zoom(-1),
  'mod+0': zoom(0),
};

/** A key with what is held beside it. Shift is part of a sign that is typed with it. */
function comboOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const mod = ctrlKey || metaKey;
  const sign = key.length === 1 && !/[a-z]/i.test(key);
  return `${mod ? 'mod+' : ''}${altKey ? 'alt+' : ''}${shiftKey && !sign ? 'shift+' : ''}${key.toLowerCase()}`;
}

/** What the keyboard does to blocks, on the page and in the outline. `onEdit` begins to edit the selected one. */
export function useBlockKeys(onEdit: (id: string, typed?: string) => void): (event: KeyboardEvent) => void {
  const { store } = useSession();
  return useCallback(
    (event) => {
      const state = store.getState();
      const document = blocksIn(draftIn(state).document);
      const selected = selectedIn(state);
      if (!document || event.target !== event.currentTarget) return;
      const begin = (typed?: string) => {
        if (selected === null) return;
        if (isLocked(document, selected)) state.say(LOCKED);
        else onEdit(selected, typed);
      };
      const page: Page = { state, document, selected, chosen: chosenOf(editingOf(state)), edit: begin };
      const command = commands[comboOf(event)];
      if (command) {
        if (command(page) !== false) event.preventDefault();
      } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey && selected) {
        event.preventDefault();
        begin(event.key);
      }
    },
    [store, onEdit],
  );
}
