import { Autocomplete, Popover } from '@mantine/core';
import { cloneElement, type ReactElement, useState } from 'react';
import { useTags } from './queries.ts';
import { TagChip } from './TagChip.tsx';

/** Asks for one tag beneath what was pressed; knows those that exist. */
export function TagInput(props: {
  label: string;
  onTag: (name: string) => void;
  children: ReactElement<{ onClick?: () => void }>;
}) {
  const { label, onTag, children } = props;
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const { data: tags = [] } = useTags();
  const take = (name: string) => {
    if (!name.trim()) return;
    onTag(name.trim());
    setText('');
    setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus withinPortal>
      <Popover.Target>{cloneElement(children, { onClick: () => setOpen(true) })}</Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            take(text);
          }}
        >
          <Autocomplete
            aria-label={label}
            placeholder="Name of the tag, then Enter"
            data={tags.map(({ name }) => name)}
            renderOption={({ option }) => <TagChip name={option.value} />}
            value={text}
            onChange={setText}
            onOptionSubmit={take}
            maxLength={60}
            limit={8}
            w={220}
            data-autofocus
            comboboxProps={{ withinPortal: false }}
          />
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
