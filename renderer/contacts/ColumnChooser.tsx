import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns } from '@tabler/icons-react';
import type { ColumnView } from '#shared/rpc/table-views.ts';
import { ICON, SMALL_ICON } from '../ui/icons.ts';
import classes from './ColumnChooser.module.css';

type Choice = { key: string; label: string };
type Props = {
  choices: readonly Choice[];
  columns: readonly ColumnView[];
  onChange: (columns: ColumnView[] | null) => void;
};

/** Which columns there are and in what order; the address is always among them. */
export function ColumnChooser({ choices, columns, onChange }: Props) {
  const known = columns.filter(({ key }) => choices.some((choice) => choice.key === key));
  const hidden = choices.filter(({ key }) => !known.some((column) => column.key === key));
  const labelOf = (key: string) => choices.find((choice) => choice.key === key)?.label ?? key;
  const move = (at: number, by: number) => {
    const next = [...known];
    const [moved] = next.splice(at, 1);
    if (moved) next.splice(at + by, 0, moved);
    onChange(next);
  };
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns {...ICON} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <ul className={classes.list}>
          {/* One list, so that a line that moves stays what it is and keeps the focus. */}
          {[...known.map(({ key }) => key), ...hidden.map(({ key }) => key)].map((key, at) => (
            <li key={key}>
              <Checkbox
                size="xs"
                label={labelOf(key)}
                checked={at < known.length}
                disabled={key === 'email'}
                onChange={(event) =>
                  onChange(
                    event.currentTarget.checked ? [...known, { key, width: null }] : known.filter((column) => column.key !== key),
                  )
                }
              />
              {at < known.length && (
                <>
                  <ActionIcon
                    size="sm"
                    aria-label={`${labelOf(key)} further left`}
                    disabled={at === 0}
                    onClick={() => move(at, -1)}
                  >
                    <IconArrowUp {...SMALL_ICON} />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    aria-label={`${labelOf(key)} further right`}
                    disabled={at === known.length - 1}
                    onClick={() => move(at, 1)}
                  >
                    <IconArrowDown {...SMALL_ICON} />
                  </ActionIcon>
                </>
              )}
            </li>
          ))}
        </ul>
        <Button variant="subtle" size="compact-sm" onClick={() => onChange(null)}>
          As it was at first
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
