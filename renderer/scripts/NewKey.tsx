import { Button, Checkbox, Modal, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Scope } from '#shared/schema/words.ts';
import { api } from '../api.ts';
import { servedDialects } from './dialects.ts';
import type { MadeKey } from './made-key.ts';
import classes from './NewKey.module.css';

const scopes: { value: Scope; label: string }[] = [
  { value: 'read', label: 'Read contacts, lists, campaigns and reports' },
  { value: 'write', label: 'Change them, import, and prepare campaigns' },
  { value: 'send', label: 'Send; without this, only a person at the screen lets mail leave' },
  { value: 'admin', label: 'Change settings, and make and remove keys' },
];

type Props = { opened: boolean; onClose: () => void; onMade: (made: MadeKey) => void };

export function NewKey({ opened, onClose, onMade }: Props) {
  return (
    <Modal centered opened={opened} onClose={onClose} title="New key" size={520}>
      <Form onClose={onClose} onMade={onMade} />
    </Modal>
  );
}

function Form({ onClose, onMade }: Omit<Props, 'opened'>) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [served, setServed] = useState(servedDialects[0]);
  const [kind, setKind] = useState<'secret' | 'public'>('secret');
  const [chosen, setChosen] = useState<Scope[]>(scopes.map(({ value }) => value));
  const create = useMutation({
    mutationFn: async () => {
      if (!served) throw new Error('No API is served.');
      return api.keys.create({ name: name.trim(), dialect: served.dialect, kind, scopes: chosen });
    },
    onSuccess: async (made) => {
      onMade(made);
      onClose();
      await queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length > 0) create.mutate();
      }}
    >
      <TextInput
        label="Name"
        placeholder="What uses it, such as the shop’s order script"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Select
        label="API"
        data={servedDialects.map(({ dialect, title }) => ({ value: dialect, label: title }))}
        value={served?.dialect ?? null}
        onChange={(value) => {
          setServed(servedDialects.find(({ dialect }) => dialect === value));
          setKind('secret');
        }}
        allowDeselect={false}
      />
      {served && served.kinds.length > 1 && (
        <SegmentedControl
          aria-label="Kind of key"
          data={[
            { value: 'secret', label: 'Secret, for scripts' },
            { value: 'public', label: 'Public, for web pages' },
          ]}
          value={kind}
          onChange={(value) => setKind(value === 'public' ? 'public' : 'secret')}
        />
      )}
      <Checkbox.Group
        label="It may"
        value={chosen}
        onChange={(values) => setChosen(scopes.map(({ value }) => value).filter((value) => values.includes(value)))}
        error={chosen.length === 0 ? 'A key that may do nothing is of no use.' : null}
      >
        <div className={classes.scopes}>
          {scopes.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </div>
      </Checkbox.Group>
      <div className={classes.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={create.isPending} disabled={chosen.length === 0}>
          Make the key
        </Button>
      </div>
    </form>
  );
}
