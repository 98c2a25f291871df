import { Autocomplete, PasswordInput, TextInput } from '@mantine/core';
import classes from '../Form.module.css';
import { Fold } from './Fold.tsx';
import { hasProblem, type PartProps } from './form.ts';

/** Where Amazon offers SES, by its list of endpoints; another one may be typed. */
const regions = [
  ...['eu-central-1', 'eu-central-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1', 'eu-south-1'],
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1', 'af-south-1', 'il-central-1'],
  ...['me-south-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
];

export function SesFields({ form, transport }: PartProps) {
  return (
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
      <Autocomplete label="Region" data={regions} maxDropdownHeight={220} {...form.getInputProps('region')} />
      <Fold
        title="Configuration set, temporary keys"
        summary={form.values.configurationSet || 'None'}
        forceOpen={hasProblem(form, 'further')}
      >
        <TextInput
          label="Configuration set"
          description="Its name at Amazon. It is what brings back deliveries, bounces, opens and clicks."
          placeholder="None"
          {...form.getInputProps('configurationSet')}
        />
        <PasswordInput
          label="Session token"
          description="Only for keys that end after some hours."
          placeholder="None"
          autoComplete="new-password"
          {...form.getInputProps('sessionToken')}
        />
      </Fold>
    </>
  );
}
