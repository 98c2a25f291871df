// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows at positions of their own
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid, which names its active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of its rows and cells
import { VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { number } from './format.ts';
import { nextIndex } from './grid-keys.ts';
import { SMALL_ICON } from './icons.ts';
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
  const { label, columns, rowCount, getRow, rowKey, onRange, onOpen, enterOnly, openKey, selection, resetKey } = props;
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

  const tell = useRef(onRange);
  tell.current = onRange;
  useEffect(() => tell.current?.(first, last), [first, last]);
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
          const selected = key !== undefined && selection?.has(key) === true;
          return (
            <div
              key={key ?? `row-${index}`}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={selection ? selected : undefined}
              className={`${classes.row} ${classes.line}`}
              data-active={index === current || undefined}
              data-open={(key !== undefined && key === openKey) || undefined}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)`, height: rowHeight }}
              onClick={() => {
                setActive(index);
                if (row && !enterOnly) onOpen?.(row);
              }}
            >
              {selection && (
                <div
                  role="gridcell"
                  className={classes.tick}
                  onClick={(event) => {
                    event.stopPropagation();
                    setActive(index);
                    if (key !== undefined) selection.toggle(key, index, event.shiftKey);
                  }}
                >
                  {/* Of the browser and not of the component library: forty of those would be felt when scrolling. */}
                  <input
                    type="checkbox"
                    checked={selected}
                    readOnly
                    tabIndex={-1}
                    aria-label={`Select row ${number(index + 1)}`}
                  />
                </div>
              )}
              {columns.map((column) => (
                <div key={column.key} role="gridcell" className={classes.cell} data-right={column.right || undefined}>
                  {row ? column.render(row) : column.key === columns[0]?.key ? <span className={classes.ghost} /> : null}
                </div>
              ))}
            </div>
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
