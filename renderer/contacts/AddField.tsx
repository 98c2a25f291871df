import { Button, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FieldType, fieldType } from '#shared/schema/words.ts';
import { api } from '../api.ts';
import { SidePanel } from '../ui/SidePanel.tsx';
import classes from './AddContact.module.css';
import { fieldTypeWords } from './words.ts';

export function AddField({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { label: '', type: 'text' as FieldType },
    validate: { label: (value) => (value.trim() ? null : 'A name, such as “City”') },
  });
  const add = useMutation({
    mutationFn: (values: typeof form.values) => api.fields.create(values),
    meta: { quiet: true },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['fields'] });
      onClose();
    },
    onError: (error) => form.setErrors({ label: error.message }),
  });
  return (
    <SidePanel title="New field" label="New field" onClose={onClose}>
      <form className={classes.form} onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <TextInput label="Name" placeholder="City" maxLength={80} autoFocus {...form.getInputProps('label')} />
        <Select
          label="Kind"
          allowDeselect={false}
          data={fieldType.options.map((value) => ({ value, label: fieldTypeWords[value] }))}
          description="It cannot be changed later."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('type')}
        />
        <Button type="submit" variant="filled" loading={add.isPending}>
          Make the field
        </Button>
      </form>
    </SidePanel>
  );
}
