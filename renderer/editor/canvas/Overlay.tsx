import { IconGripVertical, IconPlus } from '@tabler/icons-react';
import { memo, type PointerEvent, type RefObject, useCallback, useState } from 'react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { isLocked } from '#shared/content/tree.ts';
import { ICON } from '../../ui/icons.ts';
import { useDragged, useDragging } from '../drag.tsx';
import type { Caret } from '../rich/caret.ts';
import { useEditor, useSession } from '../store/context.ts';
import { anchorOf, chosenOf, rangeOf } from '../store/selection.ts';
import { editingOf } from '../store/store.ts';
import { useBlockKeys } from '../use-keys.ts';
import { Badges } from './Badges.tsx';
import { BlockList } from './BlockList.tsx';
import { BlockToolbar } from './BlockToolbar.tsx';
import classes from './canvas.module.css';
import { DropMarks } from './DropMarks.tsx';
import { around, type Box, type Drop, gapAt, innermost, lineOf } from './geometry.ts';
import { InsertMenu } from './InsertMenu.tsx';
import type { Cell, Layout } from './layout.ts';
import { useClipboard } from './use-clipboard.ts';
import { useReveal } from './use-reveal.ts';

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
export const Overlay = memo(function Overlay({ document, layout, list, passive, onEdit }: Props) {
  const { store } = useSession();
  const chosen = useEditor((state) => chosenOf(editingOf(state)));
  const inserting = useEditor((state) => state.inserting);
  const dragged = useDragged() !== null;
  const { press: drag } = useDragging();
  const [hovered, setHovered] = useState<string | null>(null);
  const [gap, setGap] = useState<Drop<Cell> | null>(null);
  const keys = useBlockKeys(useCallback((id, typed) => onEdit(id, typed === undefined ? {} : { typed }), [onEdit]));
  useClipboard(list);
  const addTo = useCallback((cell: Cell) => store.getState().insert({ after: null, at: { ...cell, index: 0 } }), [store]);

  const boxOf = (id: string | null) => layout.blocks.find((block) => block.id === id)?.box ?? null;
  const at = (event: { clientX: number; clientY: number; currentTarget: Element }) => {
    const origin = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - origin.left, y: event.clientY - origin.top };
  };
  const press = (event: PointerEvent<HTMLElement>, id: string | null) => {
    if (event.button !== 0) return;
    const state = store.getState();
    const anchor = anchorOf(editingOf(state));
    if (id !== null && anchor !== null && event.shiftKey) {
      event.preventDefault();
      list.current?.focus({ preventScroll: true });
      return state.selectAll(rangeOf(document, anchor, id));
    }
    if (id !== null && (event.ctrlKey || event.metaKey)) {
      const others = chosen.filter((other) => other !== id);
      return state.selectAll(others.length < chosen.length ? others : [...others, id]);
    }
    // One of several is pressed to drag them all.
    if (id === null || !chosen.includes(id)) state.select(id);
    if (id !== null) drag(event, { ids: chosen.includes(id) ? chosen : [id] });
  };

  const boxes = chosen.flatMap((id) => boxOf(id) ?? []);
  const whole = around(boxes);
  const hoveredBox = !dragged && hovered !== null && !chosen.includes(hovered) ? boxOf(hovered) : null;
  const lead = chosen.at(-1) ?? null;
  useReveal(list, lead, boxOf(lead));
  const free = !passive && !dragged;

  return (
    <div
      className={classes.overlay}
      data-passive={passive || undefined}
      onPointerMove={(event) => {
        const point = at(event);
        setHovered(innermost(layout.blocks, point)?.id ?? null);
        const next = free && !inserting && event.buttons === 0 ? gapAt(layout.zones, point) : null;
        setGap((old) =>
          old?.parent === next?.parent && old?.index === next?.index && old?.line.top === next?.line.top ? old : next,
        );
      }}
      onPointerLeave={() => {
        setHovered(null);
        setGap(null);
      }}
    >
      <div
        ref={list}
        className={classes.surface}
        role="listbox"
        aria-label="Blocks on the page"
        aria-describedby="editor-keys"
        aria-multiselectable
        aria-activedescendant={lead && boxOf(lead) ? `on-page-${lead}` : undefined}
        tabIndex={0}
        onKeyDown={keys}
        onPointerDown={(event) => {
          if (event.target instanceof Element && event.target.closest('button')) return;
          press(event, innermost(layout.blocks, at(event))?.id ?? null);
        }}
        onClick={(event) => {
          // Pressed once more without a drag, one of several is meant alone.
          if (event.shiftKey || event.ctrlKey || event.metaKey || chosen.length < 2) return;
          const id = innermost(layout.blocks, at(event))?.id;
          if (id) store.getState().select(id);
        }}
        onDoubleClick={(event) => {
          const point = at(event);
          const block = innermost(layout.blocks, point);
          if (block) onEdit(block.id, { at: point });
        }}
      >
        <BlockList document={document} layout={layout} chosen={chosen} onAdd={addTo} />
      </div>
      {hoveredBox && <div className={classes.hover} style={styleOf(hoveredBox)} />}
      {chosen.map((id) => {
        const box = boxOf(id);
        if (!box) return null;
        return <div key={id} className={classes.selection} data-passive={passive || undefined} style={styleOf(box)} />;
      })}
      <Badges document={document} layout={layout} />
      {whole && free && (
        <>
          {!chosen.some((id) => isLocked(document, id)) && (
            <span
              className={classes.grip}
              aria-hidden
              title="Drag to move"
              style={{ left: whole.left - 28, top: whole.top + 8 }}
              onPointerDown={(event) => press(event, lead)}
            >
              <IconGripVertical {...ICON} />
            </span>
          )}
          <BlockToolbar document={document} ids={chosen} box={whole} />
        </>
      )}
      {gap && free && !inserting && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.gap}
          aria-label="Add a block here"
          title="Add a block here"
          style={{ left: gap.line.left + gap.line.width / 2, top: gap.line.top }}
          onClick={() => {
            store.getState().insert({ after: null, at: { ...gap.parent, index: gap.index } });
            setGap(null);
          }}
        >
          <IconPlus size={13} stroke={2} aria-hidden />
        </button>
      )}
      <DropMarks layout={layout} />
      {inserting && (
        <InsertMenu
          key={JSON.stringify(inserting)}
          inserting={inserting}
          style={menuAt(layout, inserting.at ?? null, boxOf(inserting.after))}
          onDone={() => list.current?.focus({ preventScroll: true })}
        />
      )}
    </div>
  );
});

/** Below the block that it adds behind, at the place that it adds to, or at the top. */
function menuAt(layout: Layout, at: (Cell & { index: number }) | null, after: Box | null): { left: number; top: number } {
  const zone = at && layout.zones.find(({ parent }) => parent.parentId === at.parentId && parent.column === at.column);
  if (zone && at) {
    const { left, top } = lineOf(zone, at.index);
    return { left: left + 24, top: top + 4 };
  }
  return { left: (after?.left ?? 0) + 24, top: after ? after.top + after.height + 4 : 12 };
}
