import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { chooseTransport, maySendFor } from '#shared/delivery/choose-transport.ts';
import type { Brand } from '#shared/rpc/content.ts';
import { api } from '../api.ts';
import { transportsQuery } from '../campaigns/queries.ts';
import classes from './Form.module.css';

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

type Props = { brand?: Brand | undefined; onDone: (id: string) => void; onCancel: () => void };

/** Who a campaign comes from: a new sender, or a change of one. */
export function BrandForm({ brand, onDone, onCancel }: Props) {
  const queries = useQueryClient();
  const form = useForm({
    initialValues: {
      name: brand?.name ?? '',
      fromName: brand?.fromName ?? '',
      fromEmail: brand?.fromEmail ?? '',
      replyTo: brand?.replyTo ?? '',
      postalAddress: brand?.postalAddress ?? '',
      transportId: brand?.transportId ?? '',
    },
    validate: {
      fromName: (value) => (value.trim() ? null : 'Recipients see this as the sender.'),
      fromEmail: (value) => (address.test(value.trim()) ? null : 'An address such as hello@hearth.example.'),
      replyTo: (value) => (!value.trim() || address.test(value.trim()) ? null : 'An address, or nothing.'),
      postalAddress: (value) => (value.trim() ? null : 'The law asks for it at the foot of every campaign.'),
    },
  });
  const save = useMutation({
    mutationFn: async (values: typeof form.values) => {
      const { transportId } = values;
      const facts = { ...values, name: values.name.trim() || values.fromName.trim(), transportId: transportId || null };
      if (!brand) return api.brands.create(facts);
      await api.brands.change({ id: brand.id, ...facts });
      return { id: brand.id };
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['brands'] });
      onDone(id);
    },
  });

  const transports = useQuery(transportsQuery).data ?? [];
  const { fromEmail, transportId } = form.values;
  const from = address.test(fromEmail.trim()) ? fromEmail.trim() : '';
  const byItself = chooseTransport({ transports, campaign: null, brand: null, from });
  const chosen = transports.find(({ id }) => id === transportId);
  const mayNot = chosen !== undefined && from !== '' && !maySendFor(chosen, from);

  return (
    <form className={classes.form} onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <div className={classes.pair}>
        <TextInput label="From name" placeholder="Hearth Bakery" data-autofocus {...form.getInputProps('fromName')} />
        <TextInput label="From address" type="email" placeholder="hello@hearth.example" {...form.getInputProps('fromEmail')} />
      </div>
      <TextInput
        label="Replies go to"
        type="email"
        placeholder="The from address, if left empty"
        {...form.getInputProps('replyTo')}
      />
      <Textarea
        label="Postal address"
        description="Stands at the foot of every campaign."
        autosize
        minRows={2}
        {...form.getInputProps('postalAddress')}
      />
      <Select
        label="Goes out through"
        data={[
          { value: '', label: byItself ? `Whatever fits: ${byItself.transport.name}` : 'Whatever fits' },
          ...transports.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        allowDeselect={false}
        {...form.getInputProps('transportId')}
        error={mayNot ? `${chosen.name} is not set up to send for ${from}.` : null}
      />
      <TextInput label="Name of this sender, for yourself" placeholder="As the from name" {...form.getInputProps('name')} />
      <div className={classes.buttons}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          {brand ? 'Save sender' : 'Add sender'}
        </Button>
      </div>
    </form>
  );
}
