import { Button, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RpcError } from '#shared/rpc/client.ts';
import { api } from '../api.ts';
import { SidePanel } from '../ui/SidePanel.tsx';
import classes from './AddContact.module.css';
import { useLists } from './queries.ts';

/** One person by hand. */
export function AddContact({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
  const { data: lists = [] } = useLists();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { email: '', firstName: '', lastName: '', listId: null as string | null, consentSource: '' },
    validate: { email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : 'An address like anna@example.com') },
  });
  const add = useMutation({
    mutationFn: ({ listId, ...facts }: typeof form.values) => api.contacts.create({ ...facts, ...(listId ? { listId } : {}) }),
    meta: { quiet: true },
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['contacts'] });
      onAdded(id);
    },
    onError: (error) => form.setErrors({ email: error.message, ...(error instanceof RpcError ? error.fields : {}) }),
  });
  return (
    <SidePanel title="Add a person" label="Add a person" onClose={onClose}>
      <form className={classes.form} onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <TextInput label="Email" type="email" required autoFocus {...form.getInputProps('email')} />
        <TextInput label="First name" {...form.getInputProps('firstName')} />
        <TextInput label="Last name" {...form.getInputProps('lastName')} />
        <Select
          label="List"
          placeholder="In no list"
          clearable
          data={lists.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('listId')}
        />
        {form.values.listId && (
          <TextInput
            label="How they agreed"
            placeholder="Asked at the counter"
            description="Kept with the person as evidence."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...form.getInputProps('consentSource')}
          />
        )}
        <Button type="submit" variant="filled" loading={add.isPending}>
          Add this person
        </Button>
      </form>
    </SidePanel>
  );
}
