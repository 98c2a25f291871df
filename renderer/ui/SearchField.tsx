import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { ICON } from './icons.ts';

const PAUSE_MS = 180;

/** Search as you type; `onSearch` hears of it after a short pause. `/` jumps into it. */
export function SearchField(props: { value: string; onSearch: (text: string) => void; label: string; className?: string }) {
  const { value, onSearch, label, className } = props;
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  const search = useRef(onSearch);
  search.current = onSearch;

  const tell = (next: string) => {
    told.current = next;
    search.current(next);
  };
  // What comes back of what was typed is older than what is being typed by now.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => tell(text), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  useEffect(() => {
    const jump = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable=true]');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', jump);
    return () => window.removeEventListener('keydown', jump);
  }, []);

  return (
    <TextInput
      ref={input}
      type="search"
      className={className ?? ''}
      aria-label={label}
      placeholder={label}
      value={text}
      leftSection={<IconSearch {...ICON} />}
      rightSection={text ? <CloseButton size="sm" aria-label="Clear the search" onClick={() => setText('')} /> : null}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text) {
          event.preventDefault();
          setText('');
        }
        if (event.key === 'Enter') tell(text);
      }}
    />
  );
}
