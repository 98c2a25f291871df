import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { memo, useCallback, useEffect, useMemo, useRef } from 'react';
import { isLocked } from '#shared/content/tree.ts';
import { LOCKED } from '../actions/locks.ts';
import { blocksIn } from '../blocks.ts';
import { useDragging } from '../drag.tsx';
import { mergeTagsQuery } from '../panel/InsertTag.tsx';
import type { Caret } from '../rich/caret.ts';
import { RichBar } from '../rich/RichBar.tsx';
import { useDraft, useEditor, useSession } from '../store/context.ts';
import { draftIn } from '../store/store.ts';
import classes from './canvas.module.css';
import { innermost } from './geometry.ts';
import { KeyList } from './KeyList.tsx';
import { scaled } from './layout.ts';
import { Overlay } from './Overlay.tsx';
import { useFrame } from './use-frame.ts';
import { useInPlace } from './use-in-place.ts';
import type { Rendering } from './use-rendered.ts';
import { useZoom } from './use-zoom.ts';
import { ZoomBar } from './ZoomBar.tsx';

const WIDTHS = { desktop: 640, phone: 375, text: 640 } as const;

type Props = { rendering: Rendering | null; error: string | null; editable: boolean };

/** The message as it will be sent, and what one does to it. As somebody, or as text, it is only looked at. */
export const Canvas = memo(function Canvas({ rendering, error, editable }: Props) {
  const { store } = useSession();
  const { document } = useDraft();
  const mode = useEditor((state) => state.mode);
  const person = useEditor((state) => state.person);
  const editing = useEditor((state) => state.editing);
  const tags = useQuery(mergeTagsQuery).data ?? NO_TAGS;
  const blocks = blocksIn(document);
  const list = useRef<HTMLDivElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  /** The state of the draft that the page must at least show, once words were edited on it. */
  const from = useRef(0);

  const isCurrent = rendering !== null && rendering.personId === (person?.id ?? null) && rendering.edits >= from.current;
  const { page, layout, frame } = useFrame({
    html: editing === null && isCurrent ? rendering.rendered.html : null,
    edits: rendering?.edits ?? 0,
    tags: person ? null : tags,
    document: blocks,
  });
  const zoom = useZoom(room, WIDTHS[mode]);
  /** As it is seen; `layout` is in the page's own pixels. */
  const seen = useMemo(() => scaled(layout, zoom), [layout, zoom]);
  const { ground } = useDragging();
  ground.current = { room: room.current, page: sheet.current, layout: seen };

  const { edit, begin, linking, setLinking } = useInPlace({
    page,
    tags,
    onLeft: (by) => {
      from.current = store.getState().edits;
      if (by === 'key') list.current?.focus({ preventScroll: true });
    },
  });
  const onEdit = useCallback(
    (id: string, how: { at?: Caret; typed?: string }) => {
      const draft = blocksIn(draftIn(store.getState()).document);
      if (draft && isLocked(draft, id)) return store.getState().say(LOCKED);
      const at = typeof how.at === 'object' ? { x: how.at.x / zoom, y: how.at.y / zoom } : how.at;
      if (begin(id, at === undefined ? how : { ...how, at })) return;
      store.getState().select(id);
      store.getState().say('This block is changed in the panel beside the page.');
      window.document.querySelector<HTMLElement>('[data-properties] :is(input, button, [role=textbox])')?.focus();
    },
    [begin, store, zoom],
  );

  const visible = useRef(layout);
  visible.current = layout;
  useEffect(() => {
    if (!page) return;
    // While words are edited the pointer reaches the frame; a press beside them chooses another block.
    const press = (event: PointerEvent) => {
      const target = event.target as Node | null; // of the frame's own realm, so it cannot be asked what it is
      if (store.getState().editing === null || edit?.element.contains(target)) return;
      const block = innermost(visible.current.blocks, { x: event.clientX, y: event.clientY });
      store.getState().finishEditing();
      store.getState().select(block?.id ?? null);
      // After the press itself, which gives the focus to the frame: the keys belong to the list of blocks again.
      setTimeout(() => list.current?.focus({ preventScroll: true }), 0);
    };
    page.addEventListener('pointerdown', press);
    return () => page.removeEventListener('pointerdown', press);
  }, [page, store, edit]);

  const box = editing === null ? null : seen.blocks.find(({ id }) => id === editing)?.box;
  return (
    <div className={classes.stage} data-canvas-stage>
      <div className={classes.room} ref={room} data-canvas-room>
        {error && (
          <p className={classes.error} role="alert">
            The page could not be drawn: {error}
          </p>
        )}
        {person && editable && (
          <p className={classes.looking}>
            This is what {person.name} gets.
            <Button size="xs" onClick={() => store.getState().look({ person: null, mode: mode === 'text' ? 'desktop' : mode })}>
              Go on editing
            </Button>
          </p>
        )}
        {mode === 'text' && (
          <section aria-label="The message as plain text">
            <pre className={classes.text}>{rendering?.rendered.text || 'There is nothing to read yet.'}</pre>
          </section>
        )}
        <div
          className={classes.page}
          ref={sheet}
          hidden={mode === 'text'}
          style={{ width: WIDTHS[mode] * zoom, height: frame.style.height * zoom }}
          data-large={zoom > 1 || undefined}
          data-phone={mode === 'phone' || undefined}
        >
          <iframe
            {...frame}
            className={classes.frame}
            style={{ ...frame.style, width: `${100 / zoom}%`, ...(zoom === 1 ? {} : { scale: zoom }) }}
            title="The message as it is sent"
            tabIndex={editable && !person ? -1 : 0}
          />
          {editable && !person && mode !== 'text' && blocks && (
            <Overlay document={blocks} layout={seen} list={list} passive={editing !== null} onEdit={onEdit} />
          )}
          {edit && box && (
            <div className={classes.richBar} style={{ left: box.left + 8, top: box.top - 36 }}>
              <RichBar edit={edit} linking={linking} onLinking={setLinking} />
            </div>
          )}
        </div>
      </div>
      {mode !== 'text' && <ZoomBar shown={zoom} blocks={editable && blocks !== null} />}
      <KeyList />
    </div>
  );
});

const NO_TAGS: never[] = [];
