import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { ask } from '../ui/ask.tsx';
import { ICON } from '../ui/icons.ts';

/** Watches a file or folder from now on, with the settings of this import. */
export function WatchButton({ id }: { id: string }) {
  const navigate = useNavigate();
  const watch = useMutation({
    mutationFn: (path: string) => api.imports.watchPath({ path, importId: id }),
    onSuccess: () => navigate({ to: '/contacts/imports' }),
  });
  const choose = async () => {
    const path = await ask({
      title: 'Watch a file or folder',
      label: 'Where it is, from the root of the disk on',
      confirmLabel: 'Watch it',
      maxLength: 4000,
    });
    if (path) watch.mutate(path);
  };
  return (
    <Button leftSection={<IconEye {...ICON} />} onClick={() => void choose()} loading={watch.isPending}>
      Watch for changes
    </Button>
  );
}
