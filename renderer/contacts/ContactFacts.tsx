import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Contact } from '#shared/rpc/contacts.ts';
import type { Api } from '#shared/rpc/rpc.ts';
import { api } from '../api.ts';
import { KeyValue } from '../ui/KeyValue.tsx';
import { When } from '../ui/When.tsx';
import classes from './ContactFacts.module.css';
import { EditableValue } from './EditableValue.tsx';
import { useFields } from './queries.ts';

type Change = Omit<Parameters<Api['contacts']['change']>[0], 'id'>;

/** Name, address and fields; each is changed by pressing it. */
export function ContactFacts({ contact }: { contact: Contact }) {
  const { data: fields = [] } = useFields();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (change: Change) => api.contacts.change({ id: contact.id, ...change }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['contacts'] }),
  });
  const row = (key: string, label: string, value: React.ReactNode) => ({ key, label, value });
  const text = (key: 'email' | 'firstName' | 'lastName', label: string) =>
    row(
      key,
      label,
      <EditableValue label={label} type="text" value={contact[key]} onSave={(next) => mutate({ [key]: String(next) })} />,
    );
  return (
    <section aria-label="Facts" className={classes.facts}>
      <KeyValue
        rows={[
          text('email', 'Email'),
          text('firstName', 'First name'),
          text('lastName', 'Last name'),
          ...fields.map(({ key, label, type, choices }) =>
            row(
              `field-${key}`,
              label,
              <EditableValue
                label={label}
                type={type}
                choices={choices}
                value={contact.fields[key]}
                onSave={(next) => mutate({ fields: { [key]: next } })}
              />,
            ),
          ),
          row('added', 'Added', <When at={contact.createdAt} as="dateTime" />),
        ]}
      />
    </section>
  );
}
