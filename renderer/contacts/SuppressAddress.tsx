import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { SidePanel } from '../ui/SidePanel.tsx';
import classes from './AddContact.module.css';

/** An address that a person decides never to mail. */
export function SuppressAddress({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { email: '', evidence: '' },
    validate: { email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : 'An address like anna@example.com') },
  });
  const add = useMutation({
    mutationFn: (values: typeof form.values) => api.suppressions.add(values),
    meta: { quiet: true },
    onSuccess: () => {
      void queries.invalidateQueries({ predicate: ({ queryKey }) => ['contacts', 'suppressions'].includes(String(queryKey[0])) });
      onClose();
    },
    onError: (error) => form.setErrors({ email: error.message }),
  });
  return (
    <SidePanel title="Suppress an address" label="Suppress an address" onClose={onClose}>
      <form className={classes.form} onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <div className="dim">Nothing is ever sent to it, also when a later file or form brings it in again.</div>
        <TextInput label="Address" type="email" autoFocus {...form.getInputProps('email')} />
        <TextInput label="Why" placeholder="Asked on the phone" {...form.getInputProps('evidence')} />
        <Button type="submit" variant="filled" loading={add.isPending}>
          Never mail this address
        </Button>
      </form>
    </SidePanel>
  );
}
