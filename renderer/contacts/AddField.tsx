import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FieldType, fieldType } from '#shared/schema/words.ts';
import { api } from '../api.ts';
import { SidePanel } from '../ui/SidePanel.tsx';
import classes from './AddContact.module.css';
import { linesOf } from './lines.ts';
import { fieldTypeWords } from './words.ts';

export function AddField({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { label: '', type: 'text' as FieldType, choices: '' },
    validate: {
      label: (value) => (value.trim() ? null : 'A name, such as “City”'),
      choices: (value, { type }) => (type !== 'choice' || linesOf(value).length > 0 ? null : 'At least one, each on a line'),
    },
  });
  const add = useMutation({
    mutationFn: ({ label, type, choices }: typeof form.values) =>
      api.fields.create({ label, type, choices: type === 'choice' ? linesOf(choices) : [] }),
    meta: { quiet: true },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['fields'] });
      onClose();
    },
    onError: (error) =>
      form.setErrors({ [form.values.type === 'choice' && /twice/.test(error.message) ? 'choices' : 'label']: error.message }),
  });
  return (
    <SidePanel title="New field" label="New field" onClose={onClose}>
      <form className={classes.form} onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <TextInput label="Name" placeholder="City" maxLength={80} autoFocus {...form.getInputProps('label')} />
        <Select
          label="Kind"
          allowDeselect={false}
          data={fieldType.options.map((value) => ({ value, label: fieldTypeWords[value] }))}
          {...form.getInputProps('type')}
        />
        {form.values.type === 'choice' && (
          <Textarea
            label="Choices, each on a line"
            placeholder={'small\nmedium\nlarge'}
            autosize
            minRows={3}
            maxRows={12}
            {...form.getInputProps('choices')}
          />
        )}
        <Button type="submit" variant="filled" loading={add.isPending}>
          Make the field
        </Button>
      </form>
    </SidePanel>
  );
}
