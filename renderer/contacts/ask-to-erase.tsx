import { Stack } from '@mantine/core';
import type { Contact } from '#shared/rpc/contacts.ts';
import { api } from '../api.ts';
import { confirm } from '../ui/confirm.tsx';
import { plural } from '../ui/format.ts';

/** Tells what goes before a person is erased, and wants the address typed. */
export async function askToErase({ id, email }: Contact): Promise<boolean> {
  const { messages, events, notes, lists } = await api.person.beforeErase({ id });
  return confirm({
    title: `Erase ${email} for good?`,
    body: (
      <Stack gap="xs">
        <p>
          This takes away the person with all fields and tags, {plural(lists, 'list membership')} with their consent,{' '}
          {plural(notes, 'note')}, {plural(events, 'event')}, and the address and every word of servers in{' '}
          {plural(messages, 'message')}. It cannot be undone; export them first if you may need it.
        </p>
        <p>
          A keyed hash of the address stays, so that they are never mailed again, even if an import brings them back. Copies and
          backups made before still have everything.
        </p>
      </Stack>
    ),
    confirmLabel: 'Erase this person',
    danger: true,
    typed: email,
  });
}
