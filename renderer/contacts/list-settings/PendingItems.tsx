import { Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { toast } from '../../ui/toasts.ts';
import { askedWords } from './words.ts';

type Props = { listId: string; contactId: string; onConfirm: () => void };

/** What can be done for somebody who did not confirm yet. */
export function PendingItems({ listId, contactId, onConfirm }: Props) {
  const { mutate } = useMutation({
    mutationFn: () => api.listSettings.ask({ listId, contactId }),
    onSuccess: ({ result }) => toast(askedWords[result]),
  });
  return (
    <>
      <Menu.Item onClick={() => mutate()}>Send the confirmation mail again</Menu.Item>
      <Menu.Item onClick={onConfirm}>Confirm by hand…</Menu.Item>
    </>
  );
}
