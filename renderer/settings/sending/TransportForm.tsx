import { Button, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.ts';
import classes from '../Form.module.css';
import type { Editing } from './editing.ts';
import { nameOf, type TransportValues, toChange, toCreate, valuesOf } from './transport-values.ts';

const securities = [
  { value: 'auto', label: 'Encrypted where the server offers it' },
  { value: 'starttls', label: 'Encrypted, or not at all (STARTTLS)' },
  { value: 'tls', label: 'Encrypted from the start (TLS)' },
];
const usualPorts: Record<string, number> = { auto: 587, starttls: 587, tls: 465 };

type Props = { editing: Editing; onCancel: () => void; onSaved: (saved: { id: string; name: string }) => void };

export function TransportForm({ editing: { kind, transport }, onCancel, onSaved }: Props) {
  const queries = useQueryClient();
  const form = useForm<TransportValues>({
    initialValues: valuesOf(transport),
    validate: {
      host: (value) => (kind !== 'smtp' || value.trim() ? null : 'Such as smtp.hearth.example.'),
      port: (value) => (kind !== 'smtp' || (Number(value) >= 1 && Number(value) <= 65535) ? null : 'From 1 to 65,535.'),
      region: (value) => (kind !== 'ses' || value.trim() ? null : 'Such as eu-central-1.'),
      accessKeyId: (value) => (kind !== 'ses' || value.trim() ? null : 'Amazon shows it beside the secret key.'),
      secret: (value) => (kind !== 'ses' || transport || value ? null : 'Amazon shows it once, when the key is made.'),
      connections: (value) => (Number(value) >= 1 && Number(value) <= 50 ? null : 'From 1 to 50.'),
    },
  });
  const save = useMutation({
    mutationFn: async (values: TransportValues) => {
      if (!transport) return api.transports.create(toCreate(kind, values));
      await api.transports.change(toChange(transport, values));
      return { id: transport.id };
    },
    onSuccess: async ({ id }, values) => {
      await queries.invalidateQueries({ queryKey: ['transports'] });
      onSaved({ id, name: nameOf(kind, values) });
    },
  });
  const onSecurity = (value: string | null) => {
    const security = value === 'tls' || value === 'starttls' ? value : 'auto';
    // The usual port goes with the kind of encryption; one that somebody chose stays.
    if (Number(form.values.port) === usualPorts[form.values.security]) form.setFieldValue('port', usualPorts[security] ?? 587);
    form.setFieldValue('security', security);
  };

  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      {kind === 'smtp' && (
        <>
          <div className={classes.host}>
            <TextInput label="Server" placeholder="smtp.hearth.example" data-autofocus {...form.getInputProps('host')} />
            <NumberInput label="Port" min={1} max={65535} hideControls allowDecimal={false} {...form.getInputProps('port')} />
          </div>
          <Select label="Encryption" data={securities} value={form.values.security} onChange={onSecurity} allowDeselect={false} />
          <div className={classes.pair}>
            <TextInput label="User name" placeholder="None" autoComplete="off" {...form.getInputProps('user')} />
            <PasswordInput
              label="Password"
              placeholder={transport?.hasSecret ? 'Unchanged' : ''}
              autoComplete="new-password"
              {...form.getInputProps('secret')}
            />
          </div>
        </>
      )}
      {kind === 'ses' && (
        <>
          <div className={classes.pair}>
            <TextInput label="Access key ID" autoComplete="off" data-autofocus {...form.getInputProps('accessKeyId')} />
            <PasswordInput
              label="Secret access key"
              placeholder={transport ? 'Unchanged' : ''}
              autoComplete="new-password"
              {...form.getInputProps('secret')}
            />
          </div>
          <div className={classes.pair}>
            <TextInput label="Region" {...form.getInputProps('region')} />
            <TextInput label="Configuration set" placeholder="None" {...form.getInputProps('configurationSet')} />
          </div>
        </>
      )}
      {kind === 'inbox' && (
        <p className="dim">The test inbox needs no settings. A pace can be set to see how a slow send looks.</p>
      )}
      <div className={classes.three}>
        <NumberInput
          label="At most a second"
          placeholder="No limit"
          min={0.01}
          max={10_000}
          {...form.getInputProps('perSecond')}
        />
        <NumberInput
          label="At most a day"
          placeholder="No limit"
          min={1}
          allowDecimal={false}
          thousandSeparator=","
          {...form.getInputProps('perDay')}
        />
        <NumberInput label="Connections at once" min={1} max={50} allowDecimal={false} {...form.getInputProps('connections')} />
      </div>
      <p className="faint small">Ask your mail host how much it takes; more than that gets an account blocked.</p>
      <TextInput
        label="Name, for yourself"
        placeholder={nameOf(kind, { ...form.values, name: '' })}
        {...form.getInputProps('name')}
      />
      <div className={classes.buttons}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          Save and check the connection
        </Button>
      </div>
    </form>
  );
}
