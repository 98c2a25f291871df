import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.ts';
import classes from '../Form.module.css';
import type { Editing } from './editing.ts';
import { PaceFields } from './PaceFields.tsx';
import { SenderFields } from './SenderFields.tsx';
import { SesFields } from './SesFields.tsx';
import { SmtpFields } from './SmtpFields.tsx';
import { problemsOf } from './transport-problems.ts';
import { nameOf, type TransportValues, toChange, toCreate, valuesOf } from './transport-values.ts';

type Props = { editing: Editing; onCancel: () => void; onSaved: (saved: { id: string; name: string }) => void };

export function TransportForm({ editing: { kind, transport }, onCancel, onSaved }: Props) {
  const queries = useQueryClient();
  const form = useForm<TransportValues>({
    initialValues: valuesOf(transport),
    validate: (values) => problemsOf(kind, values, !transport),
  });
  const save = useMutation({
    mutationFn: async (values: TransportValues) => {
      const now = Date.now();
      if (!transport) return api.transports.create(toCreate(kind, values, now));
      await api.transports.change(toChange(transport, values, now));
      return { id: transport.id };
    },
    onSuccess: async ({ id }, values) => {
      await queries.invalidateQueries({ queryKey: ['transports'] });
      onSaved({ id, name: nameOf(kind, values) });
    },
  });
  const part = { form, transport };
  // The rest is about an account whose host is known.
  const isChosen = kind !== 'smtp' || form.values.presetId !== null;

  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      {kind === 'smtp' && <SmtpFields {...part} />}
      {kind === 'ses' && <SesFields {...part} />}
      {kind === 'inbox' && (
        <p className="dim">The test inbox needs no settings. A pace can be set to see how a slow send looks.</p>
      )}
      {isChosen && (
        <>
          <PaceFields {...part} />
          {kind !== 'inbox' && <SenderFields {...part} />}
          <TextInput
            label="Name, for yourself"
            placeholder={nameOf(kind, { ...form.values, name: '' }) || 'As the server'}
            {...form.getInputProps('name')}
          />
        </>
      )}
      <div className={classes.buttons}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          Save and check the connection
        </Button>
      </div>
    </form>
  );
}
