import { IconDeviceDesktop, IconDeviceMobile, IconLock, IconUsers } from '@tabler/icons-react';
import { memo } from 'react';
import type { Block, BlocksDocument } from '#shared/content/document.ts';
import { flatten } from '#shared/content/tree.ts';
import classes from './canvas.module.css';
import type { Layout } from './layout.ts';

const MARK = { size: 12, stroke: 1.8 };
const HIGH = 22;

/** What cannot be seen of a block by looking at it: that it is locked, who gets it, and on which screens. */
export const Badges = memo(function Badges({ document, layout }: { document: BlocksDocument; layout: Layout }) {
  const boxes = new Map(layout.blocks.map(({ id, box }) => [id, box]));
  const badged = new Set<string>();
  return flatten(document).map(({ block, place }) => {
    const box = boxes.get(block.id);
    if (!box || (!block.locked && !isMeantForSome(block))) return null;
    // What holds it may have a badge in the same corner.
    const below = place.parentId !== null && badged.has(place.parentId) && isMeantForSome(block) ? HIGH : 0;
    if (isMeantForSome(block)) badged.add(block.id);
    const top = box.top + 4 + below;
    return (
      // The list of blocks says the same in words.
      <div key={block.id} aria-hidden>
        {block.locked && (
          <span className={classes.lock} style={{ left: box.left + 4, top: box.top + 4 }} title="Locked">
            <IconLock {...MARK} />
          </span>
        )}
        {isMeantForSome(block) && (
          <span className={classes.badge} style={{ left: box.left + box.width - 4, top, maxWidth: box.width * 0.7 }}>
            {block.when && (
              <>
                <IconUsers {...MARK} />
                <span>Shown to {block.when.label}</span>
              </>
            )}
            {block.only !== 'all' && (
              <>
                {block.only === 'phone' ? <IconDeviceMobile {...MARK} /> : <IconDeviceDesktop {...MARK} />}
                <span>{block.only === 'phone' ? 'Phones only' : 'Computers only'}</span>
              </>
            )}
          </span>
        )}
      </div>
    );
  });
});

const isMeantForSome = ({ when, only }: Block): boolean => when !== null || only !== 'all';
