import { memo } from 'react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { describe } from '../blocks.ts';
import classes from './canvas.module.css';
import type { Box } from './geometry.ts';
import type { Cell, Layout } from './layout.ts';

const styleOf = ({ left, top, width, height }: Box) => ({ left, top, width, height });

type Props = {
  document: BlocksDocument;
  layout: Layout;
  chosen: readonly string[];
  onAdd: (cell: Cell) => void;
};

/** The blocks as a list for who uses a keyboard or a screen reader, each where it stands, and the places that are empty. */
export const BlockList = memo(function BlockList({ document, layout, chosen, onAdd }: Props) {
  const selected = new Set(chosen);
  return (
    <>
      {layout.blocks.map(({ id, box }) => (
        <div
          key={id}
          id={`on-page-${id}`}
          className={classes.block}
          role="option"
          aria-selected={selected.has(id)}
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
              <button type="button" tabIndex={-1} className={classes.vacantAdd} onClick={() => onAdd(parent)}>
                Add a block
              </button>
            </div>
          ),
      )}
      {layout.blocks.length === 0 && (
        <div className={classes.none} role="option" aria-selected={false} tabIndex={-1}>
          Drag a block here, or type / to choose one.
        </div>
      )}
    </>
  );
});
