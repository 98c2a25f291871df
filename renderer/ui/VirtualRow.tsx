// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows at positions of their own
// biome-ignore-all lint/a11y/useFocusableInteractive: focus stays on the grid, which names its active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of its rows and cells
import { memo } from 'react';
import { number } from './format.ts';
import classes from './VirtualTable.module.css';
import type { Column } from './VirtualTable.tsx';

type Props<Row> = {
  /** Of the active row alone. */
  id: string | undefined;
  index: number;
  /** Undefined while it is still on its way. */
  row: Row | undefined;
  columns: Column<Row>[];
  template: string;
  /** It rushes past or has just come: only its first cell is drawn. */
  outlined: boolean;
  top: number;
  height: number;
  active: boolean;
  open: boolean;
  /** Undefined in a table whose rows cannot be selected. */
  selected: boolean | undefined;
  onPick: (index: number) => void;
  onTick: (index: number, range: boolean) => void;
};

function Line<Row>(props: Props<Row>) {
  const { id, index, row, columns, template, outlined, top, height, active, open, selected, onPick, onTick } = props;
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={`${classes.row} ${classes.line}`}
      data-active={active || undefined}
      data-open={open || undefined}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)`, height }}
      onClick={() => onPick(index)}
    >
      {selected !== undefined && (
        <div
          role="gridcell"
          className={classes.tick}
          onClick={(event) => {
            event.stopPropagation();
            onTick(index, event.shiftKey);
          }}
        >
          {/* Of the browser and not of the component library: forty of those would be felt when scrolling. */}
          <input type="checkbox" checked={selected} readOnly tabIndex={-1} aria-label={`Select row ${number(index + 1)}`} />
        </div>
      )}
      {columns.map((column, at) => (
        <div key={column.key} role="gridcell" className={classes.cell} data-right={column.right || undefined}>
          {outlined && at > 0 ? null : row ? column.render(row) : at === 0 ? <span className={classes.ghost} /> : null}
        </div>
      ))}
    </div>
  );
}

/** A row that is drawn again only when something of its own changes, not whenever the table scrolls. */
export const VirtualRow = memo(Line) as typeof Line;
