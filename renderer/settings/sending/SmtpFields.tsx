import { NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { presetById } from '#shared/delivery/find-preset.ts';
import classes from '../Form.module.css';
import { Fold } from './Fold.tsx';
import { hasProblem, type PartProps } from './form.ts';
import { HostSelect } from './HostSelect.tsx';
import own from './TransportForm.module.css';
import { choosePreset, OTHER, type TransportValues } from './transport-values.ts';

const securities = [
  { value: 'auto', label: 'Encrypted where the server offers it' },
  { value: 'starttls', label: 'Encrypted, or not at all (STARTTLS)' },
  { value: 'tls', label: 'Encrypted from the start (TLS)' },
  { value: 'none', label: 'Not encrypted: only for a server on this computer' },
];
/** So that two inputs side by side stand level, however long their descriptions are. */
const underneath: ('label' | 'input' | 'error' | 'description')[] = ['label', 'input', 'error', 'description'];
const usualPorts: Record<string, number> = { auto: 587, starttls: 587, tls: 465 };

export function SmtpFields({ form, transport }: PartProps) {
  const { presetId, host, port, security } = form.values;
  const preset = presetId === null ? null : presetById(presetId);
  const choose = (id: string, typed: string) => {
    form.setValues(choosePreset(form.values, id, typed));
    form.clearErrors();
  };
  return (
    <>
      <HostSelect value={presetId} error={form.errors['presetId'] as string | undefined} onChoose={choose} />
      {preset?.note && <p className={own.note}>{preset.note}</p>}
      {presetId === OTHER && <ServerFields form={form} transport={transport} />}
      {presetId !== null && (
        <div className={classes.pair}>
          <TextInput
            label="User name"
            description={preset?.user.words ?? 'Mostly the whole email address.'}
            placeholder={preset?.user.address ? 'you@hearth.example' : preset ? '' : 'None'}
            autoComplete="off"
            inputWrapperOrder={underneath}
            {...form.getInputProps('user')}
          />
          <PasswordInput
            label={preset?.appPassword ? 'App password or key' : 'Password'}
            description={preset?.password ?? 'Some hosts want one made for programs.'}
            placeholder={transport?.hasSecret ? 'Unchanged' : ''}
            autoComplete="new-password"
            inputWrapperOrder={underneath}
            {...form.getInputProps('secret')}
          />
        </div>
      )}
      {preset?.passwordPage && (
        <p className={`${own.aside} dim small`}>
          It is made at{' '}
          <a className={own.link} href={preset.passwordPage} target="_blank" rel="noreferrer">
            {preset.passwordPage.replace('https://', '')}
          </a>
          .
        </p>
      )}
      {preset && (
        <Fold title="Server" summary={`${host}, port ${port}, ${securityWords[security]}`} forceOpen={hasProblem(form, 'server')}>
          <ServerFields form={form} transport={transport} />
        </Fold>
      )}
    </>
  );
}

const securityWords: Record<TransportValues['security'], string> = {
  auto: 'encrypted if offered',
  starttls: 'STARTTLS',
  tls: 'TLS',
  none: 'not encrypted',
};

function ServerFields({ form }: PartProps) {
  const onSecurity = (value: string | null) => {
    const security = value === 'tls' || value === 'starttls' || value === 'none' ? value : 'auto';
    // The usual port goes with the kind of encryption; one that somebody chose stays.
    if (Number(form.values.port) === usualPorts[form.values.security])
      form.setFieldValue('port', usualPorts[security] ?? form.values.port);
    form.setFieldValue('security', security);
  };
  return (
    <>
      <div className={classes.host}>
        <TextInput label="Server" placeholder="smtp.hearth.example" {...form.getInputProps('host')} />
        <NumberInput label="Port" min={1} max={65535} hideControls allowDecimal={false} {...form.getInputProps('port')} />
      </div>
      <Select label="Encryption" data={securities} value={form.values.security} onChange={onSecurity} allowDeselect={false} />
    </>
  );
}
