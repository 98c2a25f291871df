import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../api.ts';
import { dress } from '../../rich/chips.ts';
import { editInPlace, type InPlace } from '../../rich/in-place.ts';
import { RichBar } from '../../rich/RichBar.tsx';
import { mergeTagsQuery } from '../InsertTag.tsx';
import type { InputProps } from './input.ts';
import classes from './RichField.module.css';

/** Rich text in the panel: the same editing as on the page, begun by focusing it. */
export function RichField({ labelId, value, onChange }: InputProps) {
  const html = typeof value === 'string' ? value : '';
  const room = useRef<HTMLDivElement>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const [edit, setEdit] = useState<InPlace | null>(null);
  const [linking, setLinking] = useState(false);
  const tags = useQuery(mergeTagsQuery).data;

  useEffect(() => {
    if (edit || !room.current) return;
    room.current.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
    dress(room.current, tags ?? []);
  }, [html, tags, edit]);

  useEffect(() => () => edit?.leave('blur'), [edit]);

  const begin = () => {
    if (edit || !room.current) return;
    const started: InPlace = editInPlace({
      element: room.current,
      as: 'rich',
      lines: true,
      mergeTags: tags ?? [],
      caret: 'end',
      cleanHtml: async (pasted) => (await api.content.cleanHtml({ html: pasted })).html,
      onValue: (next) => change.current(next),
      onLeave: () => {
        setEdit(null);
        setLinking(false);
      },
      onLink: () => {
        started.hold();
        setLinking(true);
      },
      onUndo: () => undefined,
    });
    setEdit(started);
  };

  return (
    <div className={classes.rich}>
      {edit && (
        <div className={classes.bar}>
          <RichBar edit={edit} linking={linking} onLinking={setLinking} />
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: no input holds rich text */}
      <div
        ref={room}
        className={classes.room}
        role="textbox"
        aria-multiline="true"
        aria-labelledby={labelId}
        tabIndex={0}
        onFocus={begin}
      />
    </div>
  );
}
