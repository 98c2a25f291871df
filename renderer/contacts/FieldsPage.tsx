import { Button, VisuallyHidden } from '@mantine/core';
import { IconColumns3, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldMergeTag } from '#shared/content/merge-tags.ts';
import type { Field } from '#shared/rpc/contacts.ts';
import { api } from '../api.ts';
import { ask } from '../ui/ask.tsx';
import { confirm } from '../ui/confirm.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { RowMenu } from '../ui/RowMenu.tsx';
import { Table } from '../ui/Table.tsx';
import { AddField } from './AddField.tsx';
import { ContactsTabs } from './ContactsTabs.tsx';
import { useFields } from './queries.ts';
import { fieldTypeWords } from './words.ts';

/** What is known of people besides name and address. */
export function FieldsPage() {
  const { data: fields } = useFields();
  const [adding, setAdding] = useState(false);
  const add = () => setAdding(true);
  return (
    <Page
      title="Contacts"
      name="Fields"
      fixed
      actions={
        <Button variant={adding ? 'default' : 'filled'} onClick={add} leftSection={<IconPlus {...ICON} />}>
          New field
        </Button>
      }
    >
      <div style={{ flex: 1, minWidth: 0, overflow: 'auto' }}>
        <ContactsTabs />
        {!fields ? (
          <Loading />
        ) : fields.length === 0 ? (
          <EmptyState icon={IconColumns3} title="No field yet" actions={<Button onClick={add}>Make a field</Button>}>
            A city, a number of orders, a birthday: what you know of people can be written into a campaign. An import makes fields
            out of the columns of its file.
          </EmptyState>
        ) : (
          <Table>
            <thead>
              <tr>
                <th>Name</th>
                <th>Kind</th>
                <th>In designs and subjects</th>
                <th>
                  <VisuallyHidden>Actions</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {fields.map((field) => (
                <FieldRow key={field.id} field={field} />
              ))}
            </tbody>
          </Table>
        )}
      </div>
      {adding && <AddField onClose={() => setAdding(false)} />}
    </Page>
  );
}

function FieldRow({ field }: { field: Field }) {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => ['fields', 'contacts'].includes(String(queryKey[0])) }),
  });
  const rename = async () => {
    const label = await ask({
      title: `Rename ${field.label}`,
      label: 'Name',
      value: field.label,
      confirmLabel: 'Rename',
      maxLength: 80,
    });
    if (label !== null) mutate(() => api.fields.change({ id: field.id, label }));
  };
  const remove = async () => {
    const yes = await confirm({
      title: `Delete ${field.label}?`,
      body: 'Its values are deleted from every contact. Designs that use it will say that it is missing.',
      confirmLabel: 'Delete the field',
      danger: true,
      typed: field.label,
    });
    if (yes) mutate(() => api.fields.remove({ id: field.id }));
  };
  return (
    <tr>
      <td>{field.label}</td>
      <td className="dim">{fieldTypeWords[field.type]}</td>
      <td className="mono dim">{fieldMergeTag(field.key)}</td>
      <td data-menu>
        <RowMenu
          label={`Change ${field.label}`}
          items={[
            { label: 'Rename…', onClick: () => void rename() },
            { label: 'Delete…', onClick: () => void remove(), danger: true },
          ]}
        />
      </td>
    </tr>
  );
}
