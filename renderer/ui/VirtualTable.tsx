// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows at positions of their own
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid, which names its active row
import { VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { nextIndex } from './grid-keys.ts';
import { SMALL_ICON } from './icons.ts';
import { VirtualRow } from './VirtualRow.tsx';
import classes from './VirtualTable.module.css';

export type Column<Row> = {
  key: string;
  header: string;
  /** Said, but not shown. */
  headerHidden?: boolean;
  /** A track of CSS grid, such as `140px` or `minmax(0, 2fr)`. */
  width: string;
  right?: boolean;
  render: (row: Row) => ReactNode;
  /** Makes the heading a button that sorts. */
  sort?: { active: boolean; descending: boolean; toggle: () => void };
};

type Selection = { has: (key: string) => boolean; toggle: (key: string, index: number, range?: boolean) => void };

type Props<Row> = {
  label: string;
  columns: Column<Row>[];
  rowCount: number;
  /** Undefined while that row is still on its way. */
  getRow: (index: number) => Row | undefined;
  rowKey: (row: Row) => string;
  /** Which rows are on the screen, so that they can be fetched. */
  onRange?: (first: number, last: number) => void;
  onOpen?: (row: Row) => void;
  /** Opening is no matter of looking at it: a click alone does nothing. */
  enterOnly?: boolean;
  /** The row whose panel is open. */
  openKey?: string | null;
  selection?: Selection;
  /** Jumps back to the top when it changes: another search, another order. */
  resetKey?: string;
};

const ROW_HEIGHT = 39;
/** Browsers draw no element taller than about 33 million pixels; a million rows still fit when they are a little lower. */
const DENSE_ROW_HEIGHT = 32;

/** A table of any length: only what is on the screen exists. Arrows move, Space selects, Enter opens. */
export function VirtualTable<Row>(props: Props<Row>) {
  const { label, columns, rowCount, getRow, rowKey, onOpen, openKey, selection, resetKey } = props;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const rowHeight = rowCount > 800_000 ? DENSE_ROW_HEIGHT : ROW_HEIGHT;
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: 34,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items[items.length - 1]?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason
  useEffect(() => {
    setActive(0);
    frame.current?.scrollTo({ top: 0 });
  }, [resetKey]);

  const current = Math.min(active, Math.max(0, rowCount - 1));
  const act = (event: KeyboardEvent) => {
    if (event.target !== frame.current) return;
    const pageRows = Math.max(1, Math.floor((frame.current.clientHeight - 40) / rowHeight));
    const next = nextIndex(event.key, { current, rowCount, pageRows });
    const row = getRow(current);
    if (next !== null) {
      setActive(next);
      rows.scrollToIndex(next);
    } else if (event.key === ' ' && row && selection) selection.toggle(rowKey(row), current, event.shiftKey);
    else if (event.key === 'Enter' && row && onOpen) onOpen(row);
    else return;
    event.preventDefault();
  };

  // The rows keep these two for good, so that scrolling draws none of them again.
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => latest.current.onRange?.(first, last), [first, last]);
  const pick = useCallback((index: number) => {
    const { getRow, onOpen, enterOnly } = latest.current;
    setActive(index);
    const row = getRow(index);
    if (row && !enterOnly) onOpen?.(row);
  }, []);
  const tick = useCallback((index: number, range: boolean) => {
    const { getRow, rowKey, selection } = latest.current;
    setActive(index);
    const row = getRow(index);
    if (row) selection?.toggle(rowKey(row), index, range);
  }, []);

  const template = `${selection ? '30px ' : ''}${columns.map(({ width }) => width).join(' ')}`;
  return (
    <div
      ref={frame}
      role="grid"
      className={classes.frame}
      aria-label={label}
      aria-rowcount={rowCount + 1}
      aria-multiselectable={selection ? true : undefined}
      // Only what exists may be named; the active row may have been scrolled away.
      aria-activedescendant={rowCount > 0 && current >= first && current <= last ? `${id}-${current}` : undefined}
      tabIndex={0}
      onKeyDown={act}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" aria-rowindex={1} className={classes.row} style={{ gridTemplateColumns: template }}>
          {selection && <Heading label="Selected" hidden />}
          {columns.map((column) => (
            <Heading
              key={column.key}
              label={column.header}
              hidden={column.headerHidden}
              right={column.right}
              sort={column.sort}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes.rows} style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = getRow(index);
          const key = row && rowKey(row);
          return (
            <VirtualRow
              key={key ?? `row-${index}`}
              id={`${id}-${index}`}
              index={index}
              row={row}
              columns={columns}
              template={template}
              top={start}
              height={rowHeight}
              active={index === current}
              open={key !== undefined && key === openKey}
              selected={selection && key !== undefined && selection.has(key)}
              onPick={pick}
              onTick={tick}
            />
          );
        })}
      </div>
    </div>
  );
}

function Heading(props: {
  label: string;
  hidden?: boolean | undefined;
  right?: boolean | undefined;
  sort?: Column<unknown>['sort'];
}) {
  const { label, hidden, right, sort } = props;
  const Arrow = sort?.descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      className={classes.heading}
      data-right={right || undefined}
      aria-sort={sort?.active ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      {hidden ? (
        <VisuallyHidden>{label}</VisuallyHidden>
      ) : sort ? (
        <button type="button" onClick={sort.toggle}>
          {label} {sort.active && <Arrow {...SMALL_ICON} size={12} />}
        </button>
      ) : (
        label
      )}
    </div>
  );
}
