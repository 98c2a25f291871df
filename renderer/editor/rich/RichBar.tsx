import { ActionIcon, TextInput } from '@mantine/core';
import {
  IconBold,
  IconCheck,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconUnderline,
  type TablerIcon,
} from '@tabler/icons-react';
import { type MouseEvent, useEffect, useReducer, useState } from 'react';
import { safeHref } from '#shared/content/escape.ts';
import { SMALL_ICON } from '../../ui/icons.ts';
import { shortcutText } from '../../ui/Shortcut.tsx';
import { InsertTag } from '../panel/InsertTag.tsx';
import { mendLink } from '../panel/inputs/TextField.tsx';
import type { InPlace, RichCommand } from './in-place.ts';
import classes from './RichBar.module.css';
import { WordStyle } from './WordStyle.tsx';

const commands: readonly { name: RichCommand; label: string; Icon: TablerIcon }[] = [
  { name: 'bold', label: `Bold (${shortcutText('mod+B')})`, Icon: IconBold },
  { name: 'italic', label: `Italic (${shortcutText('mod+I')})`, Icon: IconItalic },
  { name: 'underline', label: `Underlined (${shortcutText('mod+U')})`, Icon: IconUnderline },
  { name: 'insertUnorderedList', label: 'List', Icon: IconList },
  { name: 'insertOrderedList', label: 'Numbered list', Icon: IconListNumbers },
];

/** A press on the bar leaves the focus with the words; one in a menu that floats from it does not pass as one on the bar. */
const keepFocus = (event: MouseEvent<HTMLElement>) => {
  if (event.target instanceof Node && event.currentTarget.contains(event.target)) event.preventDefault();
};

/** What can be done to the words being edited. It takes no focus from them, but for the address of a link. */
export function RichBar({ edit, linking, onLinking }: { edit: InPlace; linking: boolean; onLinking: (open: boolean) => void }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const page = edit.element.ownerDocument;
    page.addEventListener('selectionchange', redraw);
    return () => page.removeEventListener('selectionchange', redraw);
  }, [edit]);

  if (linking) return <LinkForm edit={edit} onDone={() => onLinking(false)} />;
  return (
    <div className={classes.bar} role="toolbar" aria-label="Text style" onMouseDown={keepFocus}>
      {edit.as === 'rich' &&
        commands.map(({ name, label, Icon }) => (
          <ActionIcon
            key={name}
            size="sm"
            aria-label={label}
            title={label}
            aria-pressed={edit.isOn(name)}
            data-on={edit.isOn(name) || undefined}
            className={classes.button ?? ''}
            onClick={() => {
              edit.command(name);
              redraw();
            }}
          >
            <Icon {...SMALL_ICON} />
          </ActionIcon>
        ))}
      {edit.as === 'rich' && (
        <ActionIcon
          size="sm"
          aria-label={`Link (${shortcutText('mod+K')})`}
          title={`Link (${shortcutText('mod+K')})`}
          data-on={edit.link() !== '' || undefined}
          className={classes.button ?? ''}
          onClick={() => {
            edit.hold();
            onLinking(true);
          }}
        >
          <IconLink {...SMALL_ICON} />
        </ActionIcon>
      )}
      {edit.as === 'rich' && <WordStyle edit={edit} />}
      <InsertTag label="Insert a merge tag" onOpen={edit.hold} onClose={edit.release} onInsert={edit.insertTag} />
    </div>
  );
}

function LinkForm({ edit, onDone }: { edit: InPlace; onDone: () => void }) {
  const [address, setAddress] = useState(() => edit.link());
  const link = mendLink(address);
  const finish = (change: boolean) => {
    if (change) edit.setLink(link);
    edit.release();
    onDone();
  };
  return (
    <form
      className={classes.bar}
      onSubmit={(event) => {
        event.preventDefault();
        if (link === '' || safeHref(link) !== '') finish(true);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        finish(false);
      }}
    >
      <TextInput
        autoFocus
        size="xs"
        w={230}
        aria-label="Address of the link"
        placeholder="https://… (empty takes the link away)"
        value={address}
        error={link !== '' && safeHref(link) === ''}
        onChange={(event) => setAddress(event.currentTarget.value)}
        onBlur={(event) => {
          if (!event.currentTarget.form?.contains(event.relatedTarget)) finish(false);
        }}
      />
      <ActionIcon type="submit" size="sm" aria-label="Set the link">
        <IconCheck {...SMALL_ICON} />
      </ActionIcon>
    </form>
  );
}
