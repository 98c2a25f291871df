import { ActionIcon, Popover, TextInput } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { SMALL_ICON } from '../../ui/icons.ts';
import { readTag, withFallback } from '../canvas/merge-label.ts';
import classes from './panel.module.css';

export const mergeTagsQuery = {
  queryKey: ['fields', 'merge-tags'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.content.mergeTags({}, { signal }),
  throwOnError: false,
};

type Props = {
  label: string;
  onInsert: (tag: string) => void;
  /** The menu floats over the page being edited, which must not take the focus for lost. */
  onOpen?: () => void;
  onClose?: () => void;
};

/** A menu of what can be filled in for each contact, and the word for who has no value. */
export function InsertTag({ label, onInsert, onOpen, onClose }: Props) {
  const [opened, setOpened] = useState(false);
  const [fallback, setFallback] = useState('');
  const tags = useQuery(mergeTagsQuery);
  const show = (next: boolean) => {
    setOpened(next);
    if (next) onOpen?.();
    else onClose?.();
  };
  return (
    <Popover opened={opened} onChange={show} position="bottom-end" width={250} trapFocus returnFocus={!onClose} withinPortal>
      <Popover.Target>
        <ActionIcon aria-label={label} size="sm" onClick={() => show(!opened)}>
          <IconBraces {...SMALL_ICON} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label} className={classes.menu ?? ''}>
        <ul className={classes.tags}>
          {(tags.data ?? []).map(({ tag, label: name }) => (
            <li key={tag}>
              <button
                type="button"
                className={classes.tag}
                onClick={() => {
                  show(false);
                  onInsert(fallback ? withFallback(tag, fallback) : tag);
                }}
              >
                {name}
                <span className={classes.tagPath}>{readTag(tag)?.path ?? ''}</span>
              </button>
            </li>
          ))}
          {tags.error && <li className="faint">{tags.error.message}</li>}
        </ul>
        <TextInput
          label="Where it is empty, say"
          placeholder="there"
          value={fallback}
          maxLength={60}
          onChange={(event) => setFallback(event.currentTarget.value)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
