// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows at positions of their own
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid, which names its active row
import { VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { nextIndex } from './grid-keys.ts';
import { SMALL_ICON } from './icons.ts';
import { elementsOf } from './rows-in-sight.ts';
import { useRowsInSight } from './use-rows-in-sight.ts';
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
  /** Makes the edge of the heading one that is drawn. */
  onWidth?: (width: number) => void;
};

type Selection = {
  has: (key: string) => boolean;
  toggle: (key: string, index: number, range?: boolean) => void;
  /** With it, Shift and an arrow take everything on the way. */
  stretch?: (from: number, to: number) => void;
  /** With it, Ctrl-A takes all rows, also those that were never here. */
  selectAll?: () => void;
};

/** The rows of a table, wherever they come from; the same object for as long as there are as many. */
export type Rows<Row> = {
  total: number;
  /** Undefined while that row is still on its way. */
  getRow: (index: number) => Row | undefined;
  /** Told which rows are on the screen, so that they can be fetched. */
  onRange: (first: number, last: number) => void;
  /** Tells whenever rows have come. Returns what ends that. */
  watch: (listener: () => void) => () => void;
};

type Props<Row> = {
  label: string;
  columns: Column<Row>[];
  rows: Rows<Row>;
  rowKey: (row: Row) => string;
  onOpen?: (row: Row) => void;
  /** Opening is no matter of looking at it: a click alone does nothing. */
  enterOnly?: boolean;
  /** The row whose panel is open. */
  openKey?: string | null;
  selection?: Selection;
  /** What is shown is still the answer to the question before. */
  busy?: boolean;
  /** Jumps back to the top when it changes: another search, another order. */
  resetKey?: string;
};

/** Rows from one frame to the next that no eye follows. */
const FAR = 60;
const PASSING_MS = 50;
const RUSH_MS = 150;
/** How high the headings are. */
const HEAD = 34;
const ROW_HEIGHT = 39;
/** Browsers draw no element taller than about 33 million pixels; a million rows still fit when they are a little lower. */
const DENSE_ROW_HEIGHT = 32;

/**
 * A table of any length: only what is on the screen exists. Arrows move, with Shift they select, as do Space and Ctrl-A;
 * Enter opens.
 */
export function VirtualTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowKey, onOpen, openKey, selection, resetKey, busy } = props;
  const { total: rowCount, getRow } = rows;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const rowHeight = rowCount > 800_000 ? DENSE_ROW_HEIGHT : ROW_HEIGHT;
  const sight = useRowsInSight(frame, { rows, rowHeight });
  const { first } = sight;
  const last = Math.max(first, first + sight.count - 1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason
  useEffect(() => {
    setActive(0);
    frame.current?.scrollTo({ top: 0 });
  }, [resetKey]);

  const current = Math.min(active, Math.max(0, rowCount - 1));
  const act = (event: KeyboardEvent) => {
    if (event.target !== frame.current) return;
    const pageRows = Math.max(1, Math.floor((frame.current.clientHeight - HEAD) / rowHeight));
    const next = nextIndex(event.key, { current, rowCount, pageRows });
    const row = getRow(current);
    if (next !== null) {
      setActive(next);
      bringIntoSight(frame.current, { top: next * rowHeight, rowHeight });
      if (event.shiftKey) selection?.stretch?.(current, next);
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' && selection?.selectAll) selection.selectAll();
    else if (event.key === ' ' && row && selection) selection.toggle(rowKey(row), current, event.shiftKey);
    else if (event.key === 'Enter' && row && onOpen) onOpen(row);
    else return;
    event.preventDefault();
  };

  // The rows keep these two for good, so that scrolling draws none of them again.
  const latest = useRef(props);
  latest.current = props;
  useRange(rows.onRange, { first, last });
  const pick = useCallback((index: number) => {
    const { rows, onOpen, enterOnly } = latest.current;
    setActive(index);
    const row = rows.getRow(index);
    if (row && !enterOnly) onOpen?.(row);
  }, []);
  const tick = useCallback((index: number, range: boolean) => {
    const { rows, rowKey, selection } = latest.current;
    setActive(index);
    const row = rows.getRow(index);
    if (row) selection?.toggle(rowKey(row), index, range);
  }, []);

  // More columns than there is room for are scrolled to.
  const minWidth = columns.reduce(
    (sum, { width }) => sum + Number(/^(?:minmax\()?(\d+)px/.exec(width)?.[1] ?? 0),
    selection ? 30 : 0,
  );
  const template = `${selection ? '30px ' : ''}${columns.map(({ width }) => width).join(' ')}`;
  return (
    <div
      ref={frame}
      role="grid"
      className={classes.frame}
      aria-label={label}
      aria-rowcount={rowCount + 1}
      aria-busy={busy || undefined}
      aria-multiselectable={selection ? true : undefined}
      // Only what exists may be named; the active row may have been scrolled away.
      aria-activedescendant={rowCount > 0 && current >= first && current <= last ? `${id}-active` : undefined}
      tabIndex={0}
      onKeyDown={act}
    >
      <div role="rowgroup" className={classes.head} style={{ minWidth }}>
        <div role="row" aria-rowindex={1} className={classes.row} style={{ gridTemplateColumns: template }}>
          {selection && <Heading label="Selected" hidden />}
          {columns.map((column) => (
            <Heading
              key={column.key}
              label={column.header}
              hidden={column.headerHidden}
              right={column.right}
              sort={column.sort}
              onWidth={column.onWidth}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes.rows} style={{ height: rowCount * rowHeight, minWidth }}>
        {elementsOf(sight).map(({ element, index }) => {
          const row = getRow(index);
          const key = row && rowKey(row);
          return (
            <VirtualRow
              key={element}
              id={index === current ? `${id}-active` : undefined}
              index={index}
              row={row}
              columns={columns}
              template={template}
              outlined={sight.outlined.has(index)}
              top={index * rowHeight}
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

/** What is on the screen is told, but for what rushes past: of rows that nobody can read those are asked for where it slows down. */
function useRange(onRange: Rows<unknown>['onRange'], { first, last }: { first: number; last: number }): void {
  const before = useRef({ first, at: 0 });
  useEffect(() => {
    const now = performance.now();
    const rushes = now - before.current.at < RUSH_MS;
    if (Math.abs(first - before.current.first) >= FAR) before.current.at = now;
    else if (!rushes) before.current.at = 0;
    before.current.first = first;
    if (!rushes) return onRange(first, last);
    const timer = setTimeout(() => onRange(first, last), PASSING_MS);
    return () => clearTimeout(timer);
  }, [onRange, first, last]);
}

function bringIntoSight(frame: HTMLElement, { top, rowHeight }: { top: number; rowHeight: number }): void {
  const lowest = top + HEAD + rowHeight - frame.clientHeight;
  if (top < frame.scrollTop) frame.scrollTo({ top });
  else if (lowest > frame.scrollTop) frame.scrollTo({ top: lowest });
}

function Heading(props: {
  label: string;
  hidden?: boolean | undefined;
  right?: boolean | undefined;
  sort?: Column<unknown>['sort'];
  onWidth?: Column<unknown>['onWidth'];
}) {
  const { label, hidden, right, sort, onWidth } = props;
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
      {onWidth && <Edge label={label} onWidth={onWidth} />}
    </div>
  );
}

const NARROWEST = 60;
const STEP = 16;

/** The right edge of a heading: dragged, or moved with the arrows. */
function Edge({ label, onWidth }: { label: string; onWidth: (width: number) => void }) {
  const edge = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<{ from: number; width: number; now: number } | null>(null);
  const width = () => Math.round(edge.current?.parentElement?.getBoundingClientRect().width ?? 0);
  const limit = (wanted: number) => Math.max(NARROWEST, Math.min(2000, Math.round(wanted)));
  return (
    <div
      ref={edge}
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${label}`}
      aria-valuenow={drawn?.now ?? width()}
      tabIndex={0}
      className={classes.edge}
      data-drawn={drawn ? true : undefined}
      style={drawn ? { transform: `translateX(${drawn.now - drawn.width}px)` } : undefined}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrawn({ from: event.clientX, width: width(), now: width() });
      }}
      onPointerMove={(event) => drawn && setDrawn({ ...drawn, now: limit(drawn.width + event.clientX - drawn.from) })}
      onPointerUp={() => {
        if (drawn && drawn.now !== drawn.width) onWidth(drawn.now);
        setDrawn(null);
      }}
      onPointerCancel={() => setDrawn(null)}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
        if (by === 0) return;
        event.preventDefault();
        onWidth(limit(width() + by));
      }}
    />
  );
}
