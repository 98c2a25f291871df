import type { BlockKind } from '#shared/content/document.ts';
import { addBlock } from '../actions/add-block.ts';
import { faceOf, freshId, kinds } from '../blocks.ts';
import { useDragged, useDragging } from '../drag.tsx';
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
  const { press } = useDragging();
  const dragged = useDragged();
  const { label, icon } = faceOf(kind);
  return (
    <button
      type="button"
      className={classes.tile}
      data-dragging={dragged?.kind === kind || undefined}
      onPointerDown={(event) => press(event, { kind })}
      onClick={() => perform(addBlock, { kind, id: freshId() })}
    >
      <BlockIcon name={icon} />
      {label}
    </button>
  );
}
