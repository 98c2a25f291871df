import { createContext, type PointerEvent, type ReactNode, type RefObject, useContext, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { findBlock } from '#shared/content/tree.ts';
import { blocksIn, faceOf } from './blocks.ts';
import type { Drop } from './canvas/geometry.ts';
import type { Cell } from './canvas/layout.ts';
import { type Dragged, type DragState, type Ground, startDrag } from './drag-session.ts';
import classes from './editor.module.css';
import { BlockIcon } from './icons.tsx';
import { useSession } from './store/context.ts';
import { draftIn } from './store/store.ts';

type Dragging = {
  ground: RefObject<Ground>;
  state: StoreApi<DragState>;
  press: (event: PointerEvent, what: Dragged) => void;
};

const DragContext = createContext<Dragging | null>(null);

export function useDragging(): Dragging {
  const dragging = useContext(DragContext);
  if (!dragging) throw new Error('There is nothing to drag in.');
  return dragging;
}

export const useDragged = (): Dragged | null => useStore(useDragging().state, ({ dragged }) => dragged);
export const useDrop = (): Drop<Cell> | null => useStore(useDragging().state, ({ drop }) => drop);

/** Dragging over palette and page, with what is dragged at the pointer. */
export function Drag({ children }: { children: ReactNode }) {
  const { store } = useSession();
  const ground = useRef<Ground>({ room: null, page: null, layout: { height: 0, blocks: [], zones: [] } });
  const ghost = useRef<HTMLDivElement>(null);
  const end = useRef<() => void>(() => undefined);
  useEffect(() => () => end.current(), []);

  const value = useMemo((): Dragging => {
    const state = createStore<DragState>(() => ({ dragged: null, drop: null }));
    return {
      ground,
      state,
      press: (event, what) => {
        if (event.button !== 0) return;
        end.current();
        end.current = startDrag({ x: event.clientX, y: event.clientY }, what, {
          store,
          state,
          ground: () => ground.current,
          follow: ({ x, y }) => {
            if (ghost.current) ghost.current.style.translate = `${x + 12}px ${y + 10}px`;
          },
        });
      },
    };
  }, [store]);

  return (
    <DragContext value={value}>
      {children}
      <Ghost ghost={ghost} />
    </DragContext>
  );
}

function Ghost({ ghost }: { ghost: RefObject<HTMLDivElement | null> }) {
  const { store } = useSession();
  const dragged = useDragged();
  if (!dragged) return null;
  const document = blocksIn(draftIn(store.getState()).document);
  const kind = dragged.kind ?? (document && findBlock(document, dragged.ids[0] ?? '')?.block.kind);
  if (!kind) return null;
  const face = faceOf(kind);
  const count = dragged.ids?.length ?? 1;
  return (
    <div className={classes.dragged} ref={ghost} aria-hidden>
      <BlockIcon name={face.icon} />
      {count > 1 ? `${count} blocks` : face.label}
    </div>
  );
}
