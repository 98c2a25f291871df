import { Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { toast } from '../ui/toasts.ts';
import { webhookSettingsQuery } from './queries.ts';
import classes from './WebhooksTab.module.css';

/** Whether any webhook of this workspace may be in a private network: the ceiling of what each may be allowed. */
export function PrivateCalls() {
  const queries = useQueryClient();
  const settings = useQuery(webhookSettingsQuery).data;
  // What was clicked, until it is so or was refused.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const save = useMutation({
    mutationFn: (mayBePrivate: boolean) => api.webhooks.setSettings({ mayBePrivate }),
    onSuccess: async (_, mayBePrivate) => {
      await queries.invalidateQueries({ queryKey: ['webhooks'] });
      toast(
        mayBePrivate
          ? 'Webhooks that you allow it may be on this computer or in this network.'
          : 'Only addresses on the internet are called now.',
      );
    },
    onSettled: () => setChosen(null),
  });
  if (!settings) return null;
  return (
    <Checkbox
      className={classes.private ?? ''}
      label="Webhooks may be on this computer or in this network"
      description="Each of them still has to be allowed it. Off, only addresses on the internet are called, whatever a webhook says."
      checked={chosen ?? settings.mayBePrivate}
      onChange={(event) => {
        setChosen(event.currentTarget.checked);
        save.mutate(event.currentTarget.checked);
      }}
    />
  );
}
