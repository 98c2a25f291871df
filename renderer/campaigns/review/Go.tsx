import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { confirm } from '../../ui/confirm.tsx';
import { people, weekdayTime } from '../../ui/format.ts';
import { toast } from '../../ui/toasts.ts';
import { beginOf } from './begin.ts';
import { type Choice, mannerOf, scheduledAs } from './choice.ts';
import { SendNow } from './SendNow.tsx';
import { wavesQuery } from './Waves.tsx';

type Props = {
  id: string;
  name: string;
  choice: Choice;
  recipients: number;
  transportName: string;
  disabled: boolean;
  prepare: () => Promise<boolean>;
};

/** The button that lets it leave, now or when it was said. */
export function Go(props: Props) {
  const { choice, ...rest } = props;
  return choice.when === 'now' ? <SendNow {...rest} how={mannerOf(choice)} /> : <Schedule {...props} />;
}

function Schedule({ id, name, choice, recipients, disabled, prepare }: Props) {
  const queries = useQueryClient();
  const drawn = useQuery(wavesQuery(id, choice)).data;
  const begin = beginOf(choice, drawn?.waves, Date.now());
  const schedule = useMutation({
    mutationFn: async () => {
      const when = scheduledAs(choice, drawn);
      if (!when) throw new Error('There is no time yet.');
      if (!(await prepare())) throw new Error('The last change is not saved yet, so nothing was scheduled.');
      await api.campaigns.schedule({ id, when, how: mannerOf(choice) });
    },
    onSuccess: async () => {
      toast(begin.at === null ? 'The first wave is on its way.' : `It goes out on ${weekdayTime(begin.at)}.`);
      // The frame of a draft leads on to the report by itself, once it is none any more.
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });
  const ask = async () => {
    if (begin.at !== null) return schedule.mutate();
    const yes = await confirm({
      title: `Begin to send ${name}?`,
      body: 'For some that time is over or just now, so their wave leaves at once. The others follow at their times. What has left cannot be called back.',
      confirmLabel: `Send to ${people(recipients)} in waves`,
    });
    if (yes) schedule.mutate();
  };
  return (
    <div>
      <Button
        variant="filled"
        size="lg"
        className="num"
        disabled={disabled || begin.trouble !== ''}
        loading={schedule.isPending}
        onClick={() => void ask()}
      >
        {begin.at === null && begin.trouble === ''
          ? `Send to ${people(recipients)} in waves`
          : `Schedule for ${people(recipients)}`}
      </Button>
      {begin.trouble && (
        <p role="alert" className="small">
          {begin.trouble}
        </p>
      )}
    </div>
  );
}
