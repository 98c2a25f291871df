import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconCornerLeftUp,
  IconLock,
  IconLockOpen,
  IconPlus,
  IconTrash,
  type TablerIcon,
} from '@tabler/icons-react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { findBlock, isLocked, parentsOf } from '#shared/content/tree.ts';
import { shortcutText } from '../../ui/Shortcut.tsx';
import { duplicateBlocks } from '../actions/duplicate-blocks.ts';
import { lockBlocks } from '../actions/lock-blocks.ts';
import { removeBlocks } from '../actions/remove-blocks.ts';
import { stepBlocks } from '../actions/step-blocks.ts';
import { faceOf, freshId } from '../blocks.ts';
import { useEditor } from '../store/context.ts';
import classes from './canvas.module.css';
import type { Box } from './geometry.ts';

type Tool = { label: string; Icon: TablerIcon; press: () => void };

/** What can be done to the selected blocks, at the corner of them. */
export function BlockToolbar({ document, ids, box }: { document: BlocksDocument; ids: readonly string[]; box: Box }) {
  const perform = useEditor((state) => state.perform);
  const insert = useEditor((state) => state.insert);
  const select = useEditor((state) => state.select);
  const [first] = ids;
  const last = ids.at(-1);
  const block = first === undefined ? null : findBlock(document, first)?.block;
  if (!block || last === undefined) return null;
  const parent = parentsOf(document, block.id)[0];
  const held = ids.some((id) => isLocked(document, id));
  const own = ids.every((id) => findBlock(document, id)?.block.locked);
  const lock: Tool = {
    label: `${own ? 'Unlock' : 'Lock'} (${shortcutText('mod+shift+L')})`,
    Icon: own ? IconLock : IconLockOpen,
    press: () => perform(lockBlocks, { ids }),
  };
  const moves: Tool[] = [
    {
      label: `Move up (${shortcutText('alt+↑')})`,
      Icon: IconArrowUp,
      press: () => perform(stepBlocks, { ids, direction: 'up' }),
    },
    {
      label: `Move down (${shortcutText('alt+↓')})`,
      Icon: IconArrowDown,
      press: () => perform(stepBlocks, { ids, direction: 'down' }),
    },
  ];
  const around: Tool[] = parent
    ? [
        {
          label: `Select the ${faceOf(parent.kind).label.toLowerCase()} (Esc)`,
          Icon: IconCornerLeftUp,
          press: () => select(parent.id),
        },
      ]
    : [];
  const tools: Tool[] = [
    ...around,
    ...(held ? [] : moves),
    { label: 'Add a block below (/)', Icon: IconPlus, press: () => insert({ after: last }) },
    { label: `Duplicate (${shortcutText('mod+D')})`, Icon: IconCopy, press: () => perform(duplicateBlocks, { ids, freshId }) },
    ...(own || !held ? [lock] : []),
    ...(held ? [] : [{ label: 'Remove (Delete)', Icon: IconTrash, press: () => perform(removeBlocks, { ids }) }]),
  ];
  const name = ids.length > 1 ? `${ids.length} blocks` : faceOf(block.kind).label;
  return (
    <div
      className={classes.toolbar}
      role="toolbar"
      aria-label={name}
      style={{ left: box.left + box.width - 6, top: Math.max(box.top - 23, -22) }}
    >
      <span className={classes.kind}>{name}</span>
      {tools.map(({ label, Icon, press }) => (
        <button key={label} type="button" className={classes.tool} aria-label={label} title={label} onClick={press}>
          <Icon size={14} stroke={1.6} aria-hidden />
        </button>
      ))}
    </div>
  );
}
