import { Button, VisuallyHidden } from '@mantine/core';
import { IconColumns3, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { fieldMergeTag } from '#shared/content/merge-tags.ts';
import type { Field } from '#shared/rpc/fields.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { RowMenu } from '../ui/RowMenu.tsx';
import { Table } from '../ui/Table.tsx';
import { AddField } from './AddField.tsx';
import { ContactsTabs } from './ContactsTabs.tsx';
import { DeleteField } from './DeleteField.tsx';
import { FieldChoices } from './FieldChoices.tsx';
import classes from './FieldsPage.module.css';
import { FieldUsage } from './FieldUsage.tsx';
import { FieldWorkNote } from './FieldWorkNote.tsx';
import { MergeField } from './MergeField.tsx';
import { useFields } from './queries.ts';
import { RetypeField } from './RetypeField.tsx';
import { useRenameField } from './use-rename-field.ts';
import { fieldTypeWords } from './words.ts';

type Open = { what: 'add' } | { what: 'retype' | 'merge' | 'choices' | 'delete'; id: string } | null;

/** What is known of people besides name and address. */
export function FieldsPage() {
  const { data: fields } = useFields();
  const [open, setOpen] = useState<Open>(null);
  const add = () => setOpen({ what: 'add' });
  const close = () => setOpen(null);
  return (
    <Page
      title="Contacts"
      name="Fields"
      fixed
      actions={
        <Button variant={open?.what === 'add' ? 'default' : 'filled'} onClick={add} leftSection={<IconPlus {...ICON} />}>
          New field
        </Button>
      }
    >
      <div className={classes.main}>
        <ContactsTabs />
        <FieldWorkNote />
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
                <th>Used in</th>
                <th>
                  <VisuallyHidden>Actions</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {fields.map((field) => (
                <FieldRow key={field.id} field={field} others={fields.length > 1} onOpen={setOpen} />
              ))}
            </tbody>
          </Table>
        )}
      </div>
      <FieldPanel open={open} fields={fields ?? []} onClose={close} />
    </Page>
  );
}

function FieldPanel({ open, fields, onClose }: { open: Open; fields: readonly Field[]; onClose: () => void }) {
  if (open?.what === 'add') return <AddField onClose={onClose} />;
  const field = fields.find(({ id }) => id === open?.id);
  if (!open || !field) return null;
  const props = { key: `${open.what} ${field.id}`, field, onClose };
  if (open.what === 'retype') return <RetypeField {...props} />;
  if (open.what === 'choices') return <FieldChoices {...props} />;
  if (open.what === 'delete') return <DeleteField {...props} />;
  return <MergeField {...props} others={fields.filter(({ id }) => id !== field.id)} />;
}

function FieldRow({ field, others, onOpen }: { field: Field; others: boolean; onOpen: (open: Open) => void }) {
  const rename = useRenameField();
  const { id, type, choices } = field;
  return (
    <tr>
      <td>{field.label}</td>
      <td className="dim">
        {fieldTypeWords[type]}
        {type === 'choice' && <span className="faint small"> · {choices.join(', ')}</span>}
      </td>
      <td className="mono dim">{fieldMergeTag(field.key)}</td>
      <td className="dim">
        <FieldUsage id={id} />
      </td>
      <td data-menu>
        <RowMenu
          label={`Change ${field.label}`}
          items={[
            { label: 'Rename…', onClick: () => void rename(field) },
            ...(type === 'choice' ? [{ label: 'Choices…', onClick: () => onOpen({ what: 'choices', id }) }] : []),
            { label: 'Change its kind…', onClick: () => onOpen({ what: 'retype', id }) },
            ...(others ? [{ label: 'Merge into another…', onClick: () => onOpen({ what: 'merge', id }) }] : []),
            { label: 'Delete…', onClick: () => onOpen({ what: 'delete', id }), danger: true },
          ]}
        />
      </td>
    </tr>
  );
}
