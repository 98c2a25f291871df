import { IconLock } from '@tabler/icons-react';
import { useRef } from 'react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { findBlock, flatten, type Place } from '#shared/content/tree.ts';
import { describe, excerptOf, faceOf } from '../blocks.ts';
import { useClipboard } from '../canvas/use-clipboard.ts';
import { BlockIcon } from '../icons.tsx';
import { useEditor, useSession } from '../store/context.ts';
import { anchorOf, chosenOf, rangeOf } from '../store/selection.ts';
import { editingOf } from '../store/store.ts';
import { useBlockKeys } from '../use-keys.ts';
import classes from './palette.module.css';

/** The blocks of the page one below the other. The keys are those of the page. */
export function Outline({ document }: { document: BlocksDocument }) {
  const { store } = useSession();
  const chosen = useEditor((state) => chosenOf(editingOf(state)));
  const lead = chosen.at(-1) ?? null;
  const list = useRef<HTMLDivElement>(null);
  useClipboard(list);
  const keys = useBlockKeys(() =>
    window.document.querySelector<HTMLElement>('[data-properties] :is(input, button, [role=textbox])')?.focus(),
  );
  const entries = flatten(document);
  if (entries.length === 0) return <p className={classes.hint}>Nothing on the page yet.</p>;
  return (
    <div
      ref={list}
      className={classes.outline}
      role="listbox"
      aria-label="Outline of the page"
      aria-multiselectable
      aria-activedescendant={lead ? `in-outline-${lead}` : undefined}
      tabIndex={0}
      onKeyDown={keys}
    >
      {entries.map(({ block, place, depth }) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
        <div
          key={block.id}
          id={`in-outline-${block.id}`}
          className={classes.entry}
          role="option"
          aria-selected={chosen.includes(block.id)}
          aria-label={describe(document, block.id)}
          tabIndex={-1}
          style={{ paddingInlineStart: 8 + depth * 18 }}
          onClick={(event) => {
            const state = store.getState();
            const anchor = anchorOf(editingOf(state));
            if (event.shiftKey && anchor) state.selectAll(rangeOf(document, anchor, block.id));
            else state.select(block.id);
            list.current?.focus({ preventScroll: true });
          }}
        >
          <BlockIcon name={faceOf(block.kind).icon} size={14} />
          <span className={classes.entryText}>{excerptOf(block) || faceOf(block.kind).label}</span>
          {block.locked && <IconLock size={12} stroke={1.6} aria-hidden />}
          {inColumn(document, place) && <span className="faint small num">{place.column + 1}</span>}
        </div>
      ))}
    </div>
  );
}

const inColumn = (document: BlocksDocument, { parentId }: Place) =>
  parentId !== null && findBlock(document, parentId)?.block.kind === 'columns';
