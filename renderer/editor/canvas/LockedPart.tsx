import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { findBlock, isLocked } from '#shared/content/tree.ts';
import { lockBlocks } from '../actions/lock-blocks.ts';
import { faceOf } from '../blocks.ts';
import { useEditor } from '../store/context.ts';
import classes from './LockedPart.module.css';

/** The properties of a block, out of reach as long as it is locked. */
export function LockedPart({ document, id, children }: { document: BlocksDocument; id: string; children: ReactNode }) {
  const perform = useEditor((state) => state.perform);
  const block = findBlock(document, id)?.block;
  if (!block || !isLocked(document, id)) return children;
  return (
    <>
      <div className={classes.note}>
        {block.locked ? `This ${faceOf(block.kind).label.toLowerCase()} is locked.` : 'What this block is in is locked.'}
        {block.locked && (
          <Button size="xs" onClick={() => perform(lockBlocks, { ids: [id] })}>
            Unlock
          </Button>
        )}
      </div>
      <div className={classes.part} inert>
        {children}
      </div>
    </>
  );
}
