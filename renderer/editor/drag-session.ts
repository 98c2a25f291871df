import type { StoreApi } from 'zustand/vanilla';
import type { BlockKind } from '#shared/content/document.ts';
import { findBlock, fits, parentsOf } from '#shared/content/tree.ts';
import { addBlock } from './actions/add-block.ts';
import { anyLocked, isOpen, LOCKED } from './actions/locks.ts';
import { moveBlocks } from './actions/move-blocks.ts';
import { blocksIn, freshId } from './blocks.ts';
import { edgeScroll } from './canvas/edge-scroll.ts';
import { contains, type Drop, dropAt, type Point } from './canvas/geometry.ts';
import type { Cell, Layout } from './canvas/layout.ts';
import { draftIn, type EditorStore } from './store/store.ts';

/** What is being dragged: a new block of a kind, or blocks of the page. */
export type Dragged = { kind: BlockKind; ids?: never } | { kind?: never; ids: readonly string[] };
export type DragState = { dragged: Dragged | null; drop: Drop<Cell> | null };
/** How the canvas tells where its blocks are. */
export type Ground = { room: HTMLElement | null; page: HTMLElement | null; layout: Layout };

type Options = {
  store: EditorStore;
  state: StoreApi<DragState>;
  ground: () => Ground;
  /** Called in every frame with where the pointer is. */
  follow: (pointer: Point) => void;
};

/** So far a press may tremble without becoming a drag. */
const DISTANCE = 5;

/**
 * A press that becomes a drag once the pointer moves away; gives back what ends it early. Places are found by geometry,
 * once in a frame, and only a change of place is told, so that a frame costs next to nothing.
 */
export function startDrag(from: Point, what: Dragged, { store, state, ground, follow }: Options): () => void {
  const listening = new AbortController();
  let pointer = from;
  let frame = 0;
  let closed: (cell: Cell) => boolean = () => false;

  const aim = (): Drop<Cell> | null => {
    const { room, page, layout } = ground();
    if (!room || !page || !contains(room.getBoundingClientRect(), pointer)) return null;
    const origin = page.getBoundingClientRect();
    return dropAt(layout.zones, { x: pointer.x - origin.left, y: pointer.y - origin.top }, closed);
  };
  const step = () => {
    const { room } = ground();
    follow(pointer);
    if (room) edgeScroll(room, pointer);
    const drop = aim();
    if (!same(drop, state.getState().drop)) state.setState({ drop });
    frame = requestAnimationFrame(step);
  };
  const begin = (): boolean => {
    store.getState().finishEditing();
    const document = blocksIn(draftIn(store.getState()).document);
    if (!document) return false;
    if (what.ids && anyLocked(document, what.ids)) {
      store.getState().say(LOCKED);
      return false;
    }
    const moved = new Set(what.ids ?? []);
    const kinds = what.ids ? what.ids.flatMap((id) => findBlock(document, id)?.block.kind ?? []) : [what.kind];
    closed = (cell) => {
      const around = cell.parentId === null ? [] : [cell.parentId, ...parentsOf(document, cell.parentId).map(({ id }) => id)];
      const place = { ...cell, index: 0 };
      return (
        around.some((id) => moved.has(id)) || !isOpen(document, place) || !kinds.every((kind) => fits(document, kind, place))
      );
    };
    window.document.documentElement.dataset['dragging'] = '';
    state.setState({ dragged: what });
    frame = requestAnimationFrame(step);
    return true;
  };
  const end = () => {
    cancelAnimationFrame(frame);
    listening.abort();
    delete window.document.documentElement.dataset['dragging'];
    if (state.getState().dragged) state.setState({ dragged: null, drop: null });
  };
  const cancel = () => {
    if (state.getState().dragged) store.getState().say('Not moved.');
    end();
  };
  const drop = () => {
    const began = state.getState().dragged !== null;
    const to = began ? aim() : null;
    end();
    if (began) swallowClick();
    if (!to) return;
    const place = { ...to.parent, index: to.index };
    if (what.ids) store.getState().perform(moveBlocks, { ids: what.ids, place });
    else store.getState().perform(addBlock, { kind: what.kind, id: freshId(), place });
  };

  const { signal } = listening;
  const on = <Name extends keyof WindowEventMap>(name: Name, hear: (event: WindowEventMap[Name]) => void) =>
    window.addEventListener(name, hear, { signal, capture: true });
  on('pointermove', (event) => {
    pointer = { x: event.clientX, y: event.clientY };
    const far = Math.hypot(pointer.x - from.x, pointer.y - from.y) >= DISTANCE;
    if (!state.getState().dragged && far && !begin()) end();
  });
  on('pointerup', drop);
  on('pointercancel', cancel);
  on('blur', (event) => event.target === window && cancel());
  on('keydown', (event) => {
    if (event.key !== 'Escape' || !state.getState().dragged) return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  });
  return end;
}

const same = (a: Drop<Cell> | null, b: Drop<Cell> | null) =>
  a === b || (a !== null && b !== null && a.parent === b.parent && a.index === b.index && a.line.top === b.line.top);

/** The release at the end of a drag is no press on what it began on. */
function swallowClick(): void {
  const listening = new AbortController();
  window.addEventListener('click', (event) => event.stopPropagation(), { signal: listening.signal, capture: true });
  setTimeout(() => listening.abort(), 0);
}
