import { useEffect, useId, useRef, useState } from 'react';
import { fits } from '#shared/content/tree.ts';
import { addBlock } from '../actions/add-block.ts';
import { placeAfter } from '../actions/place-after.ts';
import { blocksIn, faceOf, freshId, kinds } from '../blocks.ts';
import { BlockIcon } from '../icons.tsx';
import { useSession } from '../store/context.ts';
import { draftIn, type EditorState } from '../store/store.ts';
import classes from './canvas.module.css';

/** A short list of blocks to type into: the one that is chosen goes to the place that was meant, or behind a block. */
export function InsertMenu({
  inserting,
  style,
  onDone,
}: {
  inserting: NonNullable<EditorState['inserting']>;
  style: { left: number; top: number };
  onDone: () => void;
}) {
  const { store } = useSession();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const base = useId();
  const room = useRef<HTMLDivElement>(null);
  const { after, at: place, instead } = inserting;
  const document = blocksIn(draftIn(store.getState()).document);
  const words = text.trim().toLowerCase();
  const found = kinds.filter(
    (kind) => faceOf(kind).label.toLowerCase().includes(words) && (!place || !document || fits(document, kind, place)),
  );
  const current = found[Math.min(at, found.length - 1)];

  useEffect(() => {
    room.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const close = () => {
    store.getState().insert(null);
    onDone();
  };
  const add = (kind: (typeof kinds)[number]) => {
    if (document)
      store.getState().perform(addBlock, { kind, id: freshId(), place: place ?? placeAfter(document, after, [kind]), instead });
    close();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus has left
    <div
      ref={room}
      className={classes.menu}
      style={style}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) store.getState().insert(null);
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it was opened to be typed into
        autoFocus
        className={classes.menuInput}
        role="combobox"
        aria-label="Add a block"
        aria-expanded="true"
        aria-controls={base}
        aria-activedescendant={current ? `${base}-${current}` : undefined}
        placeholder="Add a block"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (step && found.length > 0) setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
          else if (event.key === 'Enter' && current) add(current);
          else if (event.key === 'Escape') close();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <div id={base} className={classes.menuList} role="listbox" aria-label="Blocks">
        {found.map((kind) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and points here
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
          <div
            key={kind}
            id={`${base}-${kind}`}
            role="option"
            aria-selected={kind === current}
            className={classes.menuOption}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => add(kind)}
          >
            <BlockIcon name={faceOf(kind).icon} />
            {faceOf(kind).label}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={classes.menuNone}>No block of this name.</p>}
    </div>
  );
}
