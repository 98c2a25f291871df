import { Button, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { chooseFile, isTable } from './chosen-file.ts';
import classes from './PasteCells.module.css';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Cells copied from a spreadsheet, or addresses from anywhere: into the box, or by the paste keys with no box chosen. */
export function PasteCells() {
  const [text, setText] = useState('');

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return;
      const file = [...(event.clipboardData?.files ?? [])].find(isTable);
      const cells = event.clipboardData?.getData('text/plain') ?? '';
      if (!file && cells.trim() === '') return;
      event.preventDefault();
      chooseFile(file ?? cells);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, []);

  return (
    <form
      className={classes.paste}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') chooseFile(text);
      }}
    >
      <Textarea
        label="Or paste cells from a spreadsheet, or a list of addresses"
        placeholder={'Email\tFirst name\nanna@example.com\tAnna'}
        value={text}
        rows={5}
        classNames={{ input: 'mono' }}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" disabled={text.trim() === ''}>
        Look at them
      </Button>
    </form>
  );
}
