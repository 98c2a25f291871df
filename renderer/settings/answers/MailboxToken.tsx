import { PasswordInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import classes from '../Form.module.css';
import type { MailboxValues } from './mailbox-values.ts';

/** What is needed to renew a token. The request goes to the given address and nowhere else. */
export function MailboxToken({ form, unchanged }: { form: UseFormReturnType<MailboxValues>; unchanged: boolean }) {
  const kept = unchanged ? 'Unchanged' : '';
  return (
    <>
      <TextInput
        label="Token address"
        description="Where a refresh token becomes a new access token; nothing else is sent there."
        placeholder="https://login.hearth.example/oauth2/token"
        {...form.getInputProps('tokenUrl')}
      />
      <div className={classes.pair}>
        <TextInput label="Client ID" autoComplete="off" {...form.getInputProps('clientId')} />
        <PasswordInput
          label="Client secret"
          placeholder={kept || 'None'}
          autoComplete="new-password"
          {...form.getInputProps('clientSecret')}
        />
      </div>
      <PasswordInput
        label="Refresh token"
        placeholder={kept}
        autoComplete="new-password"
        {...form.getInputProps('refreshToken')}
      />
    </>
  );
}
