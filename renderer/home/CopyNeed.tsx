import { Button, Group } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api.ts';
import { confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toasts.ts';
import { Line } from './Line.tsx';

/** The data may be a copy: both could send the same campaigns, so a person says which of them does. */
export function CopyNeed() {
  const queries = useQueryClient();
  const settle = useMutation({
    mutationFn: (as: 'original' | 'copy') => api.home.settleCopy({ as }),
    onSuccess: async (_, as) => {
      toast(as === 'original' ? 'It goes on here.' : 'Nothing that was under way is sent from here.');
      await queries.invalidateQueries();
    },
  });
  const goOn = async () => {
    const yes = await confirm({
      title: 'Does it go on here?',
      body: 'Whatever is under way or scheduled is sent from here. If the original of this data still exists, people could get the same mail twice: open it there no more.',
      confirmLabel: 'Go on here',
    });
    if (yes) settle.mutate('original');
  };
  return (
    <Line
      icon={IconCopy}
      tone="bad"
      action={
        <Group gap={8} wrap="nowrap">
          <Button variant="subtle" loading={settle.isPending} onClick={() => settle.mutate('copy')}>
            Leave it held
          </Button>
          <Button loading={settle.isPending} onClick={() => void goOn()}>
            Go on here
          </Button>
        </Group>
      }
    >
      <b>Is this a copy?</b>{' '}
      <span className="dim">
        This data was opened somewhere else before, or restored. Nothing is sent and nothing scheduled leaves until you say.
      </span>
    </Line>
  );
}
