import { type KeyboardEvent, useCallback } from 'react';
import { duplicateBlock } from './actions/duplicate-block.ts';
import { removeBlock } from './actions/remove-block.ts';
import { type Direction, stepBlock } from './actions/step-block.ts';
import { blocksIn, freshId, neighbour } from './blocks.ts';
import { useSession } from './store/context.ts';
import { draftIn, selectedIn } from './store/store.ts';

const directions: Record<string, Direction> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };
const steps: Record<string, 1 | -1> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** Undo and redo, anywhere in the editor; says whether the key was one of them. */
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

/** What the keyboard does to blocks, on the page and in the outline. `onEdit` begins to edit the selected one. */
export function useBlockKeys(onEdit: (id: string, typed?: string) => void): (event: KeyboardEvent) => void {
  const { store } = useSession();
  return useCallback(
    (event) => {
      const state = store.getState();
      const document = blocksIn(draftIn(state).document);
      const selected = selectedIn(state);
      if (!document || event.target !== event.currentTarget) return;
      const done = () => event.preventDefault();
      const mod = event.ctrlKey || event.metaKey;
      const { key } = event;

      if (event.altKey && key in directions) {
        done();
        const direction = directions[key];
        if (!selected || !direction) return;
        const before = state.edits;
        state.perform(stepBlock, { id: selected, direction });
        if (store.getState().edits === before) state.say('There is no place in this direction.');
      } else if (mod && key.toLowerCase() === 'd') {
        done();
        if (selected) state.perform(duplicateBlock, { id: selected, freshId });
      } else if (mod || event.altKey) {
        return;
      } else if (key in steps || key === 'Tab') {
        const step = key === 'Tab' ? (event.shiftKey ? -1 : 1) : (steps[key] ?? 1);
        const next = neighbour(document, selected, step);
        // At either end Tab goes on to what is around the page.
        if (key === 'Tab' && next === null) return;
        done();
        if (next) state.select(next);
      } else if (key === 'Home' || key === 'End') {
        done();
        state.select(neighbour(document, null, key === 'Home' ? 1 : -1));
      } else if (key === '/') {
        done();
        state.insert({ after: selected });
      } else if (key === 'Escape') {
        if (selected) done();
        state.select(null);
      } else if (!selected) {
        return;
      } else if (key === 'Delete' || key === 'Backspace') {
        done();
        state.perform(removeBlock, { id: selected });
      } else if (key === 'Enter' || key === 'F2') {
        done();
        onEdit(selected);
      } else if (key.length === 1 && key !== ' ') {
        done();
        onEdit(selected, key);
      }
    },
    [store, onEdit],
  );
}
