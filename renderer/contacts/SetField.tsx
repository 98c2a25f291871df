import { Button, Select, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { people } from '../ui/format.ts';
import classes from './bulk.module.css';
import type { BulkInput } from './bulk.tsx';
import { useFields } from './queries.ts';
import { fieldTypeWords } from './words.ts';

/** Asks for a field and the value that all of them get; `act` refuses what is not of its type. */
export function openSetField(options: { count: number; act: (action: BulkInput) => Promise<void> }): void {
  const id = modals.open({
    title: `Change a field of ${people(options.count)}`,
    children: <SetField {...options} onClose={() => modals.close(id)} />,
  });
}

function SetField({ act, onClose }: { act: (action: BulkInput) => Promise<void>; onClose: () => void }) {
  const { data: fields = [] } = useFields();
  const [key, setKey] = useState<string | null>(null);
  const [value, setValue] = useState('');
  const field = fields.find((one) => one.key === key);
  const set = useMutation({
    mutationFn: (action: BulkInput) => act(action),
    meta: { quiet: true },
    onSuccess: onClose,
  });
  const example = field?.type === 'boolean' ? 'yes or no' : field?.type === 'date' ? '2026-05-31' : '';
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (key === null) return;
        set.mutate(value.trim() === '' ? { kind: 'clearField', key } : { kind: 'setField', key, value });
      }}
    >
      <Select
        label="Field"
        placeholder="Choose one"
        data={fields.map((one) => ({ value: one.key, label: `${one.label} (${fieldTypeWords[one.type]})` }))}
        value={key}
        onChange={setKey}
        searchable
        data-autofocus
      />
      <TextInput
        label="Value"
        description="Empty takes the value away from all of them"
        placeholder={example}
        value={value}
        disabled={key === null}
        error={set.error?.message}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={key === null} loading={set.isPending}>
          {value.trim() === '' ? 'Clear the field' : 'Set the field'}
        </Button>
      </div>
    </form>
  );
}
