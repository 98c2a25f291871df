import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { CampaignRow } from '#shared/rpc/campaigns.ts';
import { api } from '../../api.ts';
import { confirm } from '../../ui/confirm.tsx';
import { people } from '../../ui/format.ts';
import { toast } from '../../ui/toasts.ts';

/** What can be done with a campaign in a list of them. */
export function useCampaignActions() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['campaigns'] });

  const duplicate = useMutation({
    mutationFn: ({ id }: CampaignRow) => api.campaigns.duplicate({ id }),
    onSuccess: async ({ id }) => {
      await onSuccess();
      await navigate({ to: '/campaigns/$id/audience', params: { id } });
    },
  });
  const archive = useMutation({
    mutationFn: ({ id, archived }: { id: string; name: string; archived: boolean }) => api.campaigns.archive({ id, archived }),
    onSuccess: async (_, { id, name, archived }) => {
      await onSuccess();
      const undo = () => {
        notifications.hide(`archive-${id}`);
        archive.mutate({ id, name, archived: !archived });
      };
      notifications.show({
        id: `archive-${id}`,
        color: 'gray',
        autoClose: 8000,
        message: (
          <>
            {name} {archived ? 'is in the archive.' : 'is back among the campaigns.'}{' '}
            {archived && (
              <Button size="xs" onClick={undo}>
                Undo
              </Button>
            )}
          </>
        ),
      });
    },
  });
  const remove = useMutation({
    mutationFn: ({ id }: CampaignRow) => api.campaigns.remove({ id }),
    onSuccess: async (_, { name }) => {
      await onSuccess();
      toast(`${name} was deleted.`);
    },
  });

  const askToRemove = async (row: CampaignRow) => {
    const sent = row.status === 'sent' || row.status === 'cancelled';
    const yes = await confirm({
      title: `Delete ${row.name}?`,
      body: sent
        ? `Its report and what ${people(row.recipients)} did with it go too. That cannot be brought back; the archive keeps it out of sight instead.`
        : 'The draft and its design are gone for good.',
      confirmLabel: sent ? 'Delete campaign and report' : 'Delete draft',
      danger: true,
    });
    if (yes) remove.mutate(row);
  };

  return {
    duplicate: (row: CampaignRow) => duplicate.mutate(row),
    archive: ({ id, name, archived }: CampaignRow) => archive.mutate({ id, name, archived: !archived }),
    remove: (row: CampaignRow) => void askToRemove(row),
  };
}
