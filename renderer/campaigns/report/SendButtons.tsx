import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Progress } from '#shared/rpc/sends.ts';
import { api } from '../../api.ts';
import { confirm } from '../../ui/confirm.tsx';
import { number, people } from '../../ui/format.ts';
import { ICON } from '../../ui/icons.ts';
import { type Outcomes, settled } from './live.ts';

type Props = { progress: Pick<Progress, 'sendId' | 'state' | 'canary'>; outcomes: Outcomes };

/** Holds a send, lets it go on, or ends it. */
export function SendButtons({ progress: { sendId, state, canary }, outcomes }: Props) {
  const queries = useQueryClient();
  const onSettled = async () => {
    await queries.invalidateQueries({ queryKey: ['sends'] });
    await queries.invalidateQueries({ queryKey: ['campaigns'] });
  };
  const pause = useMutation({ mutationFn: () => api.sends.pause({ id: sendId }), onSettled });
  const resume = useMutation({ mutationFn: () => api.sends.resume({ id: sendId }), onSettled });
  const cancel = useMutation({ mutationFn: () => api.sends.cancel({ id: sendId }), onSettled });
  if (state !== 'sending' && state !== 'paused') return null;

  const left = outcomes.waiting + outcomes.deferred;
  const ask = async () => {
    const yes = await confirm({
      title: 'Cancel this send?',
      body:
        left === 0
          ? 'Nothing is left to be sent; the report stays.'
          : `${people(settled(outcomes))} are through and keep what they got. ${people(left)} will not get it, and it cannot be taken up again. To go on later, pause instead.`,
      confirmLabel: left === 0 ? 'Cancel the send' : `Cancel for ${people(left)}`,
      cancelLabel: 'Keep it',
      danger: true,
    });
    if (yes) cancel.mutate();
  };
  return (
    <>
      {state === 'sending' ? (
        <Button leftSection={<IconPlayerPause {...ICON} />} loading={pause.isPending} onClick={() => pause.mutate()}>
          Pause
        </Button>
      ) : (
        left > 0 &&
        // Then it is let go on where its first ones are judged.
        canary?.phase !== 'waiting' && (
          <Button
            variant="filled"
            leftSection={<IconPlayerPlay {...ICON} />}
            loading={resume.isPending}
            onClick={() => resume.mutate()}
          >
            Resume for {number(left)}
          </Button>
        )
      )}
      <Button variant="subtle" color="red" loading={cancel.isPending} onClick={() => void ask()}>
        Cancel
      </Button>
    </>
  );
}
