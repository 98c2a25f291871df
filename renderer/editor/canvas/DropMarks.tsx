import { useDragged, useDrop } from '../drag.tsx';
import classes from './canvas.module.css';
import type { Box } from './geometry.ts';
import type { Layout } from './layout.ts';

const styleOf = ({ left, top, width, height }: Box) => ({ left, top, width, height });

/** Where the dragged block will land, and what it is that goes there. */
export function DropMarks({ layout }: { layout: Layout }) {
  const dragged = useDragged();
  const drop = useDrop();
  if (!dragged) return null;
  return (
    <>
      {dragged.ids?.map((id) => {
        const box = layout.blocks.find((block) => block.id === id)?.box;
        return box && <div key={id} className={classes.going} style={styleOf(box)} />;
      })}
      {drop && drop.depth > 0 && <div className={classes.into} style={styleOf(drop.box)} />}
      {drop && <div className={classes.drop} data-drop style={drop.line} />}
    </>
  );
}
