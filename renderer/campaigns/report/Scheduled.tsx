import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Campaign } from '#shared/rpc/campaigns.ts';
import { api } from '../../api.ts';
import { duration, exactTime, weekdayTime } from '../../ui/format.ts';
import { toast } from '../../ui/toasts.ts';
import { Summary } from '../audience/Summary.tsx';
import classes from './Scheduled.module.css';

/** A campaign that waits for its time. */
export function Scheduled({ campaign, at }: { campaign: Campaign; at: number }) {
  const { id } = campaign;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const unschedule = useMutation({
    mutationFn: () => api.campaigns.unschedule({ id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
      toast('It is a draft again and does not go out by itself.');
      await navigate({ to: '/campaigns/$id/review', params: { id } });
    },
  });
  const left = at - Date.now();
  return (
    <div className={classes.scheduled}>
      <p className={`${classes.when} num`} title={exactTime(at)}>
        It goes out on {weekdayTime(at)}
      </p>
      <p className="dim">
        {left > 0 ? `In about ${duration(left)}` : 'Any moment now'}, by this computer’s clock (
        {Intl.DateTimeFormat().resolvedOptions().timeZone}). Letterpress must be running then. Who gets it is decided at that
        moment; as of now:
      </p>
      <div className={classes.audience}>
        <Summary audience={campaign.audience} small />
      </div>
      <Button loading={unschedule.isPending} onClick={() => unschedule.mutate()}>
        Take it back to the drafts
      </Button>
    </div>
  );
}
