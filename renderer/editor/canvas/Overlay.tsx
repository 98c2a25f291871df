import { useDraggable, useDroppable } from '@dnd-kit/core';
import { IconGripVertical } from '@tabler/icons-react';
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { findBlock } from '#shared/content/tree.ts';
import { ICON } from '../../ui/icons.ts';
import { describe } from '../blocks.ts';
import { CANVAS, type Dragged, useDragging } from '../drag.tsx';
import type { Caret } from '../rich/caret.ts';
import { useEditor } from '../store/context.ts';
import { selectedIn } from '../store/store.ts';
import { useBlockKeys } from '../use-keys.ts';
import { BlockToolbar } from './BlockToolbar.tsx';
import classes from './canvas.module.css';
import { type Box, innermost } from './geometry.ts';
import { InsertMenu } from './InsertMenu.tsx';
import type { Layout } from './layout.ts';

type Props = {
  document: BlocksDocument;
  layout: Layout;
  /** The list of blocks, which has the keyboard. */
  list: RefObject<HTMLDivElement | null>;
  /** Words are being edited: pointer and keyboard belong to the frame below. */
  passive: boolean;
  onEdit: (id: string, how: { at?: Caret; typed?: string }) => void;
};

const styleOf = ({ left, top, width, height }: Box) => ({ left, top, width, height });

/** Lies over the frame and shows by geometry what is selected, pointed at and dropped; the message below knows nothing of it. */
export function Overlay({ document, layout, list, passive, onEdit }: Props) {
  const selected = useEditor(selectedIn);
  const select = useEditor((state) => state.select);
  const inserting = useEditor((state) => state.inserting);
  const { drop, dragged } = useDragging();
  const [hovered, setHovered] = useState<string | null>(null);
  const pressed = useRef<{ kind: Dragged['kind'] | null; id: string | null }>({ kind: null, id: null });
  const surface = useDraggable({ id: 'block', data: pressed.current });
  const room = useDroppable({ id: CANVAS });
  const keys = useBlockKeys((id, typed) => onEdit(id, typed === undefined ? {} : { typed }));

  const boxOf = (id: string | null) => layout.blocks.find((block) => block.id === id)?.box ?? null;
  const at = (event: { clientX: number; clientY: number; currentTarget: Element }) => {
    const origin = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - origin.left, y: event.clientY - origin.top };
  };
  const press = (event: PointerEvent, id: string | null) => {
    if (event.button !== 0) return;
    select(id);
    const block = id === null ? null : findBlock(document, id)?.block;
    pressed.current.kind = block?.kind ?? null;
    pressed.current.id = id;
    if (block) surface.listeners?.['onPointerDown']?.(event);
  };

  const selectedBox = boxOf(selected);
  const selectedBlock = selected ? (findBlock(document, selected)?.block ?? null) : null;
  const hoveredBox = !dragged && hovered !== selected ? boxOf(hovered) : null;
  useReveal(list, selected, selectedBox);
  const after = inserting?.after ? boxOf(inserting.after) : null;

  return (
    <div className={classes.overlay} data-passive={passive || undefined} ref={room.setNodeRef}>
      <div
        ref={(element) => {
          list.current = element;
          surface.setNodeRef(element);
        }}
        className={classes.surface}
        role="listbox"
        aria-label="Blocks on the page"
        aria-describedby="editor-keys"
        aria-activedescendant={selected && selectedBox ? `on-page-${selected}` : undefined}
        tabIndex={0}
        onKeyDown={keys}
        onPointerDown={(event) => press(event, innermost(layout.blocks, at(event))?.id ?? null)}
        onPointerMove={(event) => setHovered(innermost(layout.blocks, at(event))?.id ?? null)}
        onPointerLeave={() => setHovered(null)}
        onDoubleClick={(event) => {
          const point = at(event);
          const block = innermost(layout.blocks, point);
          if (block) onEdit(block.id, { at: point });
        }}
      >
        {layout.blocks.map(({ id, box }) => (
          <div
            key={id}
            id={`on-page-${id}`}
            className={classes.block}
            role="option"
            aria-selected={id === selected}
            aria-label={describe(document, id)}
            tabIndex={-1}
            style={styleOf(box)}
          />
        ))}
        {layout.zones.map(
          ({ parent, depth, box, blocks }) =>
            depth > 0 &&
            blocks.length === 0 && (
              <div key={`${parent.parentId}-${parent.column}`} className={classes.vacant} aria-hidden style={styleOf(box)}>
                Drop a block here
              </div>
            ),
        )}
        {layout.blocks.length === 0 && (
          <div className={classes.none} role="option" aria-selected={false} tabIndex={-1}>
            Drag a block here, or type / to choose one.
          </div>
        )}
      </div>
      {hoveredBox && <div className={classes.hover} style={styleOf(hoveredBox)} />}
      {selectedBox && selectedBlock && (
        <>
          <div className={classes.selection} data-passive={passive || undefined} style={styleOf(selectedBox)} />
          {!passive && !dragged && (
            <>
              <span
                className={classes.grip}
                aria-hidden
                title="Drag to move"
                style={{ left: selectedBox.left - 28, top: selectedBox.top + 8 }}
                onPointerDown={(event) => press(event, selected)}
              >
                <IconGripVertical {...ICON} />
              </span>
              <BlockToolbar block={selectedBlock} box={selectedBox} />
            </>
          )}
        </>
      )}
      {drop && dragged && <div className={classes.drop} style={drop.line} />}
      {inserting && (
        <InsertMenu
          after={inserting.after}
          style={{ left: (after?.left ?? 0) + 24, top: after ? after.top + after.height + 4 : 12 }}
          onDone={() => list.current?.focus({ preventScroll: true })}
        />
      )}
    </div>
  );
}

/** Brings the selected block into view when it was chosen from elsewhere; once, as soon as it is there. */
function useReveal(list: RefObject<HTMLDivElement | null>, selected: string | null, box: Box | null): void {
  const revealed = useRef<string | null>(null);
  useEffect(() => {
    if (!selected || !box || revealed.current === selected) return;
    revealed.current = selected;
    const element = list.current?.querySelector(`#on-page-${CSS.escape(selected)}`);
    const room = list.current?.closest('[data-canvas-room]');
    if (!element || !room) return;
    const seen = room.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom < seen.top + 40 || top > seen.bottom - 40) element.scrollIntoView({ block: 'nearest' });
  }, [list, selected, box]);
}
