import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Field } from '#shared/rpc/fields.ts';
import { api } from '../api.ts';
import { useStream } from '../connection/use-stream.ts';
import { SidePanel } from '../ui/SidePanel.tsx';
import classes from './FieldPanel.module.css';
import { FieldUsageNote } from './FieldUsageNote.tsx';
import { have } from './have.ts';
import { Looking } from './Looking.tsx';

/** Says how many values go with a field, and lets it go. */
export function DeleteField({ field, onClose }: { field: Field; onClose: () => void }) {
  const { id, label } = field;
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const measured = useStream(id, (signal) => api.fields.measure({ id }, { signal }));
  const remove = useMutation({
    mutationFn: () => api.fields.remove({ id }),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['fields'] }),
  });
  const done = measured !== null && measured.looked >= measured.total;
  return (
    <SidePanel title={`Delete ${label}`} label={`Delete ${label}`} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === label && done) remove.mutate();
        }}
      >
        <Looking at={measured}>
          {({ people: holders, values }) => (
            <div className={classes.counts}>
              <div>
                {holders === 0
                  ? 'Nobody has a value.'
                  : `${have(holders)} a value, and will not any more. It cannot be brought back.`}
              </div>
              {values.length > 0 && (
                <div className="dim small">
                  {values
                    .slice(0, 5)
                    .map(({ value, people: count }) => `${value} (${count})`)
                    .join(', ')}
                  {values.length > 5 && ', …'}
                </div>
              )}
            </div>
          )}
        </Looking>
        <FieldUsageNote
          id={id}
          then="A segment that asks for it finds nobody by it; a design that names it shows nothing there."
        />
        <TextInput
          label={
            <>
              Type <b>{label}</b> to go on
            </>
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" color="red" disabled={typed.trim() !== label || !done} loading={remove.isPending}>
          Delete the field
        </Button>
      </form>
    </SidePanel>
  );
}
