import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Campaign } from '#shared/rpc/campaigns.ts';
import type { Plan } from '#shared/schema/plan.ts';
import { wallTimeAt } from '#shared/schema/zoned-time.ts';
import { api } from '../../api.ts';
import { duration, exactTime, people, weekdayTime } from '../../ui/format.ts';
import { toast } from '../../ui/toasts.ts';
import { Summary } from '../audience/Summary.tsx';
import { clockWords, ownZone } from '../review/choice.ts';
import classes from './Scheduled.module.css';

/** A campaign that waits for its time. */
export function Scheduled({ campaign, at }: { campaign: Campaign; at: number }) {
  const { id, plan } = campaign;
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
        {plan && plan.when.kind !== 'at' ? 'The first wave goes out on' : 'It goes out on'} {weekdayTime(at)}
      </p>
      <p className="dim">
        {left > 0 ? `In about ${duration(left)}` : 'Any moment now'}, by this computer’s clock ({ownZone()}). {planned(plan, at)}{' '}
        Letterpress must be running then. Who gets it is decided at that moment; as of now:
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

/** What was said of when and how, as far as it is not plain. */
function planned(plan: Plan | null, at: number): string {
  return plan ? [whenWords(plan, at), howWords(plan)].filter(Boolean).join(' ') : '';
}

function whenWords({ when }: Plan, at: number): string {
  if (when.kind === 'best')
    return 'Each gets it within a week, at the hour at which they open and click most; who is not known for any, when most of the others do.';
  const time = when.wall.slice(11);
  if (when.kind === 'local') return `Each gets it at ${time} of their own clocks.`;
  const there =
    when.zone === ownZone() ? '' : `That is ${wallTimeAt(at, when.zone).slice(11)} in ${when.zone.replaceAll('_', ' ')}.`;
  return [there, clockWords(when.wall, when.zone)].filter(Boolean).join(' ');
}

function howWords({ how }: Plan): string {
  if (how.kind === 'spread') return `It is spread over ${duration(how.ms)}.`;
  return how.kind === 'canary' ? `The first ${people(how.first)} go ahead; the others wait.` : '';
}
