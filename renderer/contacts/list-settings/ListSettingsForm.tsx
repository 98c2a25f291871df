import { Button, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { usualConfirmation } from '#shared/content/confirmation.ts';
import type { ListSettings } from '#shared/rpc/list-settings.ts';
import { api } from '../../api.ts';
import { toast } from '../../ui/toasts.ts';
import { ConfirmationPreview } from './ConfirmationPreview.tsx';
import { ConfirmationTrouble } from './ConfirmationTrouble.tsx';
import classes from './ListSettings.module.css';

type Props = { id: string; settings: ListSettings; onClose: () => void };

export function ListSettingsForm({ id, settings, onClose }: Props) {
  const queries = useQueryClient();
  const { publicName, internal, doubleOptIn, confirmSubject, confirmText } = settings;
  const form = useForm({ initialValues: { publicName, internal, doubleOptIn, confirmSubject, confirmText } });
  const save = useMutation({
    mutationFn: (values: typeof form.values) => api.listSettings.change({ id, ...values }),
    meta: { quiet: true },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['lists'] });
      toast('The settings of the list are saved.');
      onClose();
    },
    onError: (error) => form.setFieldError('confirmText', error.message),
  });
  const { values } = form;
  return (
    <form className={classes.form} onSubmit={form.onSubmit((given) => save.mutate(given))} noValidate>
      <div className={classes.fields} data-alone={!values.doubleOptIn || undefined}>
        <TextInput
          label="What recipients call it"
          description="On the pages and in the mails that they see."
          placeholder={settings.name}
          maxLength={200}
          data-autofocus
          {...form.getInputProps('publicName')}
        />
        <Switch
          label="Internal list"
          description="Not on the preference page, so nobody can choose it there. Who unsubscribes from everything leaves it all the same."
          {...form.getInputProps('internal', { type: 'checkbox' })}
        />
        <Switch
          label="Double opt-in"
          description="Whom a script or somebody here adds is pending until they confirm by a link in a mail. Imports ask nobody: who imports says that they agreed."
          {...form.getInputProps('doubleOptIn', { type: 'checkbox' })}
        />
        {values.doubleOptIn && (
          <>
            {settings.trouble && <ConfirmationTrouble trouble={settings.trouble} />}
            <TextInput
              label="Subject of the confirmation mail"
              placeholder={usualConfirmation.subject.replace('{{ list.name }}', values.publicName || settings.name)}
              maxLength={200}
              {...form.getInputProps('confirmSubject')}
            />
            <Textarea
              label="Text"
              description="{{ list.name }} is what recipients call the list."
              placeholder={usualConfirmation.text}
              autosize
              minRows={5}
              maxRows={12}
              maxLength={5000}
              {...form.getInputProps('confirmText')}
            />
          </>
        )}
      </div>
      {values.doubleOptIn && <ConfirmationPreview id={id} values={values} sender={settings.sender} />}
      <div className={classes.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          Save settings
        </Button>
      </div>
    </form>
  );
}
