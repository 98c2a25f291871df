import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash, type TablerIcon } from '@tabler/icons-react';
import type { Block } from '#shared/content/document.ts';
import { shortcutText } from '../../ui/Shortcut.tsx';
import { duplicateBlock } from '../actions/duplicate-block.ts';
import { removeBlock } from '../actions/remove-block.ts';
import { stepBlock } from '../actions/step-block.ts';
import { faceOf, freshId } from '../blocks.ts';
import { useEditor } from '../store/context.ts';
import classes from './canvas.module.css';
import type { Box } from './geometry.ts';

/** What can be done to the selected block, at its corner. */
export function BlockToolbar({ block, box }: { block: Block; box: Box }) {
  const perform = useEditor((state) => state.perform);
  const insert = useEditor((state) => state.insert);
  const { id } = block;
  const buttons: { label: string; Icon: TablerIcon; press: () => void }[] = [
    { label: `Move up (${shortcutText('alt+↑')})`, Icon: IconArrowUp, press: () => perform(stepBlock, { id, direction: 'up' }) },
    {
      label: `Move down (${shortcutText('alt+↓')})`,
      Icon: IconArrowDown,
      press: () => perform(stepBlock, { id, direction: 'down' }),
    },
    { label: 'Add a block below (/)', Icon: IconPlus, press: () => insert({ after: id }) },
    { label: `Duplicate (${shortcutText('mod+D')})`, Icon: IconCopy, press: () => perform(duplicateBlock, { id, freshId }) },
    { label: 'Remove (Delete)', Icon: IconTrash, press: () => perform(removeBlock, { id }) },
  ];
  const { label: name } = faceOf(block.kind);
  return (
    <div
      className={classes.toolbar}
      role="toolbar"
      aria-label={name}
      style={{ left: box.left + box.width - 6, top: box.top - 23 }}
    >
      <span className={classes.kind}>{name}</span>
      {buttons.map(({ label, Icon, press }) => (
        <button key={label} type="button" className={classes.tool} aria-label={label} title={label} onClick={press}>
          <Icon size={14} stroke={1.6} aria-hidden />
        </button>
      ))}
    </div>
  );
}
