import { Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Tag } from '#shared/rpc/tags.ts';
import type { TagColor } from '#shared/schema/words.ts';
import { api } from '../api.ts';
import { ask } from '../ui/ask.tsx';
import { confirm } from '../ui/confirm.tsx';
import { people } from '../ui/format.ts';

/** What is done with a tag as a whole. */
export function useTagActions() {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => ['tags', 'contacts'].includes(String(queryKey[0])) }),
  });
  return {
    create: async () => {
      const name = await ask({
        title: 'New tag',
        label: 'Name',
        placeholder: 'Regular',
        confirmLabel: 'Make the tag',
        maxLength: 60,
      });
      if (name !== null) mutate(() => api.tags.create({ name }));
    },
    rename: async ({ id, name: now }: Tag) => {
      const name = await ask({ title: `Rename ${now}`, label: 'Name', value: now, confirmLabel: 'Rename', maxLength: 60 });
      if (name !== null && name !== now) mutate(() => api.tags.change({ id, name }));
    },
    recolor: ({ id }: Tag, color: TagColor) => mutate(() => api.tags.change({ id, color })),
    remove: async ({ id, name, contacts }: Tag) => {
      const { segments, campaigns } = await api.tags.usage({ id });
      const users = [...segments, ...campaigns];
      const yes = await confirm({
        title: `Delete ${name}?`,
        body: (
          <Stack gap="xs">
            <p>{contacts === 0 ? 'Nobody has it.' : `It is taken from ${people(contacts)}; they themselves stay.`}</p>
            {users.length > 0 && <p>These ask for it and will find nobody by it: {users.join(', ')}.</p>}
          </Stack>
        ),
        confirmLabel: 'Delete the tag',
        danger: true,
        ...(contacts > 100 ? { typed: name } : {}),
      });
      if (yes) mutate(() => api.tags.remove({ id }));
    },
  };
}
