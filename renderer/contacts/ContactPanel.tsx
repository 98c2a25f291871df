import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Contact } from '#shared/rpc/contacts.ts';
import { api } from '../api.ts';
import { confirm } from '../ui/confirm.tsx';
import { ICON } from '../ui/icons.ts';
import { Loading } from '../ui/Loading.tsx';
import { SidePanel } from '../ui/SidePanel.tsx';
import { toast } from '../ui/toasts.ts';
import { ContactChips } from './ContactChips.tsx';
import { ContactFacts } from './ContactFacts.tsx';
import { Memberships } from './Memberships.tsx';
import { useContact } from './queries.ts';
import { SuppressionNote } from './SuppressionNote.tsx';
import { Timeline } from './Timeline.tsx';
import { fullName } from './words.ts';

/** Everything about one person, changeable where it stands. */
export function ContactPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: contact, error } = useContact(id);
  if (!contact) {
    return (
      <SidePanel title={error ? 'Not here' : ' '} label="Contact" onClose={onClose}>
        {error ? <div className="dim">{error.message}</div> : <Loading />}
      </SidePanel>
    );
  }
  const name = fullName(contact);
  return (
    <SidePanel
      title={name || contact.email}
      subtitle={name ? contact.email : undefined}
      label={`Contact ${name || contact.email}`}
      onClose={onClose}
      actions={<ContactMenu contact={contact} onRemoved={onClose} />}
    >
      <ContactChips contact={contact} />
      {contact.suppression && <SuppressionNote email={contact.email} suppression={contact.suppression} />}
      <ContactFacts contact={contact} />
      <Memberships contact={contact} />
      <Timeline entries={contact.timeline} />
    </SidePanel>
  );
}

function ContactMenu({ contact, onRemoved }: { contact: Contact; onRemoved: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.contacts.remove({ ids: [contact.id] }),
    onSuccess: () => {
      onRemoved();
      toast(`${contact.email} is deleted.`);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['contacts'] }),
  });
  const suppress = useMutation({
    mutationFn: () => api.suppressions.add({ email: contact.email, evidence: 'Decided by hand' }),
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => ['contacts', 'suppressions'].includes(String(queryKey[0])) }),
  });
  const askRemove = async () => {
    const yes = await confirm({
      title: `Delete ${fullName(contact) || contact.email}?`,
      body: 'Fields, lists and timeline go with them. A suppression stays, so that a later import cannot mail them.',
      confirmLabel: 'Delete this person',
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label="More" title="More">
          <IconDots {...ICON} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void navigator.clipboard.writeText(contact.email).then(() => toast('The address is copied.'))}>
          Copy the address
        </Menu.Item>
        {!contact.suppressed && <Menu.Item onClick={() => suppress.mutate()}>Never mail this address</Menu.Item>}
        <Menu.Divider />
        <Menu.Item color="red" onClick={() => void askRemove()}>
          Delete…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
