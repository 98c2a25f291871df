import { useDraggable } from '@dnd-kit/core';
import type { BlockKind } from '#shared/content/document.ts';
import { addBlock } from '../actions/add-block.ts';
import { faceOf, freshId, kinds } from '../blocks.ts';
import { BlockIcon } from '../icons.tsx';
import { useEditor } from '../store/context.ts';
import classes from './palette.module.css';

/** Every kind of block. A press puts one behind the selection; a drag, where it is dropped. */
export function Palette() {
  return (
    <>
      <div className={classes.palette}>
        {kinds.map((kind) => (
          <Tile key={kind} kind={kind} />
        ))}
      </div>
      <p className={classes.hint}>
        Type <b>/</b> on the page, or drag.
      </p>
    </>
  );
}

function Tile({ kind }: { kind: BlockKind }) {
  const perform = useEditor((state) => state.perform);
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `palette-${kind}`, data: { kind } });
  const { label, icon } = faceOf(kind);
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={classes.tile}
      data-dragging={isDragging || undefined}
      {...listeners}
      onClick={() => perform(addBlock, { kind, id: freshId() })}
    >
      <BlockIcon name={icon} />
      {label}
    </button>
  );
}
