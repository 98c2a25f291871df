import { Button, NumberInput, PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Mailbox } from '#shared/rpc/feedback.ts';
import { api } from '../../api.ts';
import classes from '../Form.module.css';
import { MailboxToken } from './MailboxToken.tsx';
import { type MailboxValues, toMailbox, userOf, usualPorts, validatorsFor, valuesOf } from './mailbox-values.ts';

const securities = [
  { value: 'tls', label: 'Encrypted from the start (TLS)' },
  { value: 'starttls', label: 'Encrypted, or not at all (STARTTLS)' },
];
const deeds = [
  { value: 'nothing', label: 'Leave it as it is' },
  { value: 'seen', label: 'Mark it as read' },
  { value: 'move', label: 'Move it to a folder' },
];

type Props = { mailbox: Mailbox | undefined; onCancel: () => void; onSaved: (saved: { id: string; address: string }) => void };

export function MailboxForm({ mailbox, onCancel, onSaved }: Props) {
  const queries = useQueryClient();
  const form = useForm<MailboxValues>({ initialValues: valuesOf(mailbox), validate: validatorsFor(mailbox) });
  const { values } = form;
  const save = useMutation({
    mutationFn: async (filled: MailboxValues) => {
      if (!mailbox) return api.mailboxes.create(toMailbox(filled));
      await api.mailboxes.change({ id: mailbox.id, ...toMailbox(filled) });
      return { id: mailbox.id };
    },
    onSuccess: async ({ id }, { address }) => {
      await queries.invalidateQueries({ queryKey: ['mailboxes'] });
      onSaved({ id, address: address.trim() });
    },
  });
  const onSecurity = (value: string | null) => {
    const security = value === 'starttls' || value === 'auto' ? value : 'tls';
    // The usual port goes with the kind of encryption; one that somebody chose stays.
    if (Number(values.port) === usualPorts[values.security]) form.setFieldValue('port', usualPorts[security]);
    form.setFieldValue('security', security);
  };
  // Such a mailbox can be set up by a script, for a server on this computer.
  const choices =
    values.security === 'auto' ? [...securities, { value: 'auto', label: 'Encrypted where it is offered' }] : securities;

  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit((filled) => save.mutate(filled))}>
      <TextInput
        label="Address of the mailbox"
        description="Bounces go to the bounce address of an account, replies and unsubscribe messages to a sender’s reply address."
        placeholder="bounces@hearth.example"
        data-autofocus
        {...form.getInputProps('address')}
      />
      <div className={classes.host}>
        <TextInput label="IMAP server" placeholder="imap.hearth.example" {...form.getInputProps('host')} />
        <NumberInput label="Port" min={1} max={65535} hideControls allowDecimal={false} {...form.getInputProps('port')} />
      </div>
      <div className={classes.pair}>
        <Select label="Encryption" data={choices} value={values.security} onChange={onSecurity} allowDeselect={false} />
        <TextInput
          label="User name"
          placeholder={userOf({ ...values, user: '' }) || 'As the address'}
          autoComplete="off"
          {...form.getInputProps('user')}
        />
      </div>
      <SegmentedControl
        fullWidth
        aria-label="How to log in"
        data={[
          { value: 'password', label: 'Password' },
          { value: 'oauth2', label: 'Token (OAuth2)' },
        ]}
        {...form.getInputProps('signIn')}
      />
      {values.signIn === 'password' ? (
        <PasswordInput
          label="Password"
          placeholder={mailbox?.hasSecret ? 'Unchanged' : ''}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
      ) : (
        <MailboxToken form={form} unchanged={mailbox?.hasSecret ?? false} />
      )}
      <div className={values.afterwards === 'move' ? classes.three : classes.pair}>
        <TextInput label="Folder" {...form.getInputProps('folder')} />
        <Select label="Mail that was recognised" data={deeds} allowDeselect={false} {...form.getInputProps('afterwards')} />
        {values.afterwards === 'move' && <TextInput label="Move it to" {...form.getInputProps('moveTo')} />}
      </div>
      <p className="faint small">Other mail is never touched: it stays where it is, and unread where it was unread.</p>
      <div className={classes.buttons}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          Save and test the mailbox
        </Button>
      </div>
    </form>
  );
}
