import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Field } from '#shared/rpc/fields.ts';
import { api } from '../api.ts';
import { useStream } from '../connection/use-stream.ts';
import { SMALL_ICON } from '../ui/icons.ts';
import { SidePanel } from '../ui/SidePanel.tsx';
import classes from './FieldPanel.module.css';
import { have } from './have.ts';

type Row = { key: number; value: string; was: string | null };

/** The choices of a field: renamed, put in order, added and taken away. */
export function FieldChoices({ field, onClose }: { field: Field; onClose: () => void }) {
  const { id, label } = field;
  const queries = useQueryClient();
  const [rows, setRows] = useState<Row[]>(() => field.choices.map((was, key) => ({ key, value: was, was })));
  const measured = useStream(id, (signal) => api.fields.measure({ id }, { signal }));
  const holders = (choice: string | null) => measured?.values.find(({ value }) => value === choice)?.people ?? 0;
  const gone = field.choices.filter((choice) => !rows.some(({ was }) => was === choice));
  const losing = gone.reduce((sum, choice) => sum + holders(choice), 0);
  const save = useMutation({
    mutationFn: () =>
      api.fields.setChoices({
        id,
        choices: rows.filter(({ value }) => value.trim() !== '').map(({ value, was }) => ({ value, was })),
      }),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['fields'] }),
  });
  const move = (index: number, by: number) =>
    setRows((before) => {
      const next = [...before];
      const [row] = next.splice(index, 1);
      if (row) next.splice(index + by, 0, row);
      return next;
    });
  return (
    <SidePanel title={`Choices of ${label}`} label={`Choices of ${label}`} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <div className={classes.counts}>
          {rows.map((row, index) => (
            <div key={row.key} className={classes.choice}>
              <TextInput
                aria-label={`Choice ${index + 1}`}
                value={row.value}
                maxLength={200}
                autoFocus={row.was === null}
                rightSection={row.was !== null && <span className="faint small num">{holders(row.was)}</span>}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setRows((before) => before.map((other) => (other.key === row.key ? { ...other, value } : other)));
                }}
              />
              <ActionIcon aria-label={`Move ${row.value} up`} disabled={index === 0} onClick={() => move(index, -1)}>
                <IconArrowUp {...SMALL_ICON} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Move ${row.value} down`}
                disabled={index === rows.length - 1}
                onClick={() => move(index, 1)}
              >
                <IconArrowDown {...SMALL_ICON} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Take ${row.value || 'this choice'} away`}
                disabled={rows.length === 1}
                onClick={() => setRows((before) => before.filter((other) => other.key !== row.key))}
              >
                <IconX {...SMALL_ICON} />
              </ActionIcon>
            </div>
          ))}
        </div>
        <Button
          variant="subtle"
          leftSection={<IconPlus {...SMALL_ICON} />}
          onClick={() =>
            setRows((before) => [...before, { key: Math.max(...before.map(({ key }) => key)) + 1, value: '', was: null }])
          }
        >
          Another choice
        </Button>
        {losing > 0 && (
          <div className={classes.warning}>
            {have(losing)} {gone.length === 1 ? gone[0] : 'one of these'} and will have none.
          </div>
        )}
        <Button type="submit" variant="filled" color={losing > 0 ? 'red' : 'accent'} loading={save.isPending}>
          Save the choices
        </Button>
      </form>
    </SidePanel>
  );
}
