import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Contact } from '#shared/rpc/contacts.ts';
import { api } from '../api.ts';
import { confirm } from '../ui/confirm.tsx';
import { ICON } from '../ui/icons.ts';
import { toast } from '../ui/toasts.ts';
import { askToErase } from './ask-to-erase.tsx';
import { downloadBase64 } from './download-base64.ts';
import { fullName } from './words.ts';

/** What can be done with a person as a whole. */
export function ContactMenu({ contact, onGone }: { contact: Contact; onGone: () => void }) {
  const queries = useQueryClient();
  const touch = (...nouns: string[]) =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => nouns.includes(String(queryKey[0])) });
  const remove = useMutation({
    mutationFn: () => api.contacts.remove({ ids: [contact.id] }),
    onSuccess: () => {
      onGone();
      toast(`${contact.email} is deleted.`);
    },
    onSettled: () => touch('contacts'),
  });
  const suppress = useMutation({
    mutationFn: () => api.suppressions.add({ text: contact.email, evidence: 'Decided by hand' }),
    onSettled: () => touch('contacts', 'suppressions'),
  });
  const takeOut = useMutation({
    mutationFn: () => api.person.exportAll({ id: contact.id }),
    onSuccess: ({ fileName, base64 }) => downloadBase64(fileName, base64, 'application/zip'),
  });
  const erase = useMutation({
    mutationFn: () => api.person.erase({ id: contact.id }),
    onSuccess: () => {
      onGone();
      toast('They are erased. Their address stays suppressed without being kept.');
    },
    onSettled: () => touch('contacts', 'suppressions', 'lists', 'tags'),
  });
  const askRemove = async () => {
    const yes = await confirm({
      title: `Delete ${fullName(contact) || contact.email}?`,
      body: 'Fields, lists, notes and timeline go with them. A suppression stays, so that a later import cannot mail them.',
      confirmLabel: 'Delete this person',
      danger: true,
    });
    if (yes) remove.mutate();
  };
  const askErase = async () => {
    if (await askToErase(contact)) erase.mutate();
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label="More" title="More" loading={erase.isPending}>
          <IconDots {...ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void navigator.clipboard.writeText(contact.email).then(() => toast('The address is copied.'))}>
          Copy the address
        </Menu.Item>
        {!contact.suppressed && <Menu.Item onClick={() => suppress.mutate()}>Never mail this address</Menu.Item>}
        <Menu.Item onClick={() => takeOut.mutate()}>Export everything about them</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" onClick={() => void askRemove()}>
          Delete…
        </Menu.Item>
        <Menu.Item color="red" onClick={() => void askErase()}>
          Erase for good…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
