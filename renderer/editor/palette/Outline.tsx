import { useRef } from 'react';
import type { BlocksDocument } from '#shared/content/document.ts';
import { flatten } from '#shared/content/tree.ts';
import { describe, excerptOf, faceOf } from '../blocks.ts';
import { BlockIcon } from '../icons.tsx';
import { useEditor } from '../store/context.ts';
import { selectedIn } from '../store/store.ts';
import { useBlockKeys } from '../use-keys.ts';
import classes from './palette.module.css';

/** The blocks of the page one below the other. The keys are those of the page. */
export function Outline({ document }: { document: BlocksDocument }) {
  const selected = useEditor(selectedIn);
  const select = useEditor((state) => state.select);
  const list = useRef<HTMLDivElement>(null);
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
      aria-activedescendant={selected ? `in-outline-${selected}` : undefined}
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
          aria-selected={block.id === selected}
          aria-label={describe(document, block.id)}
          tabIndex={-1}
          style={{ paddingInlineStart: 8 + depth * 18 }}
          onClick={() => {
            select(block.id);
            list.current?.focus({ preventScroll: true });
          }}
        >
          <BlockIcon name={faceOf(block.kind).icon} size={14} />
          <span className={classes.entryText}>{excerptOf(block) || faceOf(block.kind).label}</span>
          {depth > 0 && <span className="faint small num">{place.column + 1}</span>}
        </div>
      ))}
    </div>
  );
}
