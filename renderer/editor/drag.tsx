import {
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  type DragMoveEvent,
  DragOverlay,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { createContext, type ReactNode, type RefObject, useContext, useMemo, useRef, useState } from 'react';
import { type BlockKind, blockDefinitions } from '#shared/content/document.ts';
import { findBlock } from '#shared/content/tree.ts';
import { addBlock } from './actions/add-block.ts';
import { moveBlock } from './actions/move-block.ts';
import { blocksIn, faceOf, freshId } from './blocks.ts';
import { type Drop, dropAt } from './canvas/geometry.ts';
import type { Cell, Layout } from './canvas/layout.ts';
import classes from './editor.module.css';
import { BlockIcon } from './icons.tsx';
import { useSession } from './store/context.ts';
import { draftIn } from './store/store.ts';

/** What is being dragged: a new block of a kind, or a block of the page. */
export type Dragged = { kind: BlockKind; id: string | null };
export const CANVAS = 'canvas';

type Place = { room: HTMLElement | null; page: HTMLElement | null; layout: Layout };

/** How the canvas tells where its blocks are, and learns where the dragged one would go. */
type Dragging = { place: RefObject<Place>; drop: Drop<Cell> | null; dragged: Dragged | null };

const nowhere = (): Place => ({ room: null, page: null, layout: { height: 0, blocks: [], zones: [] } });
const DragContext = createContext<Dragging>({ place: { current: nowhere() }, drop: null, dragged: null });
export const useDragging = () => useContext(DragContext);

const isKind = (value: unknown): value is BlockKind => typeof value === 'string' && value in blockDefinitions;

/** The data that our draggables carry; the library knows it only as something. */
function draggedOf(data: Record<string, unknown> | undefined): Dragged | null {
  const kind = data?.['kind'];
  const id = data?.['id'];
  return isKind(kind) ? { kind, id: typeof id === 'string' ? id : null } : null;
}

const within = (rect: DOMRect, { x, y }: { x: number; y: number }) =>
  x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;

/** Moving a block there would leave it where it is. */
const staysPut = (drop: Drop<Cell>, layout: Layout, id: string) => {
  const zone = layout.zones.find(({ parent }) => parent === drop.parent);
  return zone?.blocks[drop.index]?.id === id || zone?.blocks[drop.index - 1]?.id === id;
};

/** Dragging over palette and page. Places are found by geometry, since what is dropped between is inside of a frame. */
export function Drag({ children }: { children: ReactNode }) {
  const { store } = useSession();
  const place = useRef<Place>(nowhere());
  const [drop, setDrop] = useState<Drop<Cell> | null>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));

  const find: CollisionDetection = ({ active, pointerCoordinates, droppableContainers }) => {
    const { room, page, layout } = place.current;
    const what = draggedOf(active.data.current);
    const container = droppableContainers.find(({ id }) => id === CANVAS);
    if (!what || !container || !pointerCoordinates || !room || !page) return [];
    if (!within(room.getBoundingClientRect(), pointerCoordinates)) return [];
    const origin = page.getBoundingClientRect();
    const point = { x: pointerCoordinates.x - origin.left, y: pointerCoordinates.y - origin.top };
    const found = dropAt(
      layout.zones,
      point,
      ({ parentId }) => parentId !== null && (what.kind === 'columns' || parentId === what.id),
    );
    return found ? [{ id: CANVAS, data: { droppableContainer: container, drop: found } }] : [];
  };
  // The collision was made above, with its place in it.
  const dropIn = ({ collisions }: DragMoveEvent | DragEndEvent) => (collisions?.[0]?.data?.['drop'] ?? null) as Drop<Cell> | null;
  const end = () => {
    setDrop(null);
    setDragged(null);
  };

  const value = useMemo(() => ({ place, drop, dragged }), [drop, dragged]);
  const face = dragged && faceOf(dragged.kind);
  return (
    <DragContext value={value}>
      <DndContext
        sensors={sensors}
        collisionDetection={find}
        accessibility={{
          announcements: {
            onDragStart: () => undefined,
            onDragOver: () => undefined,
            onDragEnd: () => undefined,
            onDragCancel: () => 'Not moved.',
          },
          screenReaderInstructions: { draggable: '' },
        }}
        onDragStart={({ active }) => {
          store.getState().finishEditing();
          setDragged(draggedOf(active.data.current));
        }}
        onDragMove={(event) => setDrop(dropIn(event))}
        onDragCancel={end}
        onDragEnd={(event) => {
          const what = draggedOf(event.active.data.current);
          const to = dropIn(event);
          end();
          const document = blocksIn(draftIn(store.getState()).document);
          if (!what || !to || !document) return;
          const at = { ...to.parent, index: to.index };
          if (what.id === null) store.getState().perform(addBlock, { kind: what.kind, id: freshId(), place: at });
          else if (findBlock(document, what.id) && !staysPut(to, place.current.layout, what.id))
            store.getState().perform(moveBlock, { id: what.id, place: at });
        }}
      >
        {children}
        <DragOverlay dropAnimation={null}>
          {face && (
            <div className={classes.dragged}>
              <BlockIcon name={face.icon} />
              {face.label}
            </div>
          )}
        </DragOverlay>
      </DndContext>
    </DragContext>
  );
}
