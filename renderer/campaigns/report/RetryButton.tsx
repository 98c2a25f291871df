import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { confirm } from '../../ui/confirm.tsx';
import { number, people } from '../../ui/format.ts';
import { ICON } from '../../ui/icons.ts';
import { toast } from '../../ui/toasts.ts';

/** Sends again what was refused for a reason that may be over by now. */
export function RetryButton({ sendId, count }: { sendId: string; count: number }) {
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => api.sends.retry({ id: sendId }),
    onSuccess: ({ retried }) => toast(`${people(retried)} will be tried again.`),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['sends'] });
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });
  if (count === 0) return null;
  const ask = async () => {
    const yes = await confirm({
      title: `Try ${people(count)} again?`,
      body: 'Their servers refused it for a reason that may have passed, or one of the account. Addresses that do not exist and those that are suppressed stay out.',
      confirmLabel: `Retry ${number(count)} failed`,
    });
    if (yes) retry.mutate();
  };
  return (
    <Button leftSection={<IconRefresh {...ICON} />} loading={retry.isPending} onClick={() => void ask()}>
      Retry {number(count)} failed
    </Button>
  );
}
