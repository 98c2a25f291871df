import { Button, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Manner } from '#shared/schema/plan.ts';
import { api } from '../../api.ts';
import { confirm } from '../../ui/confirm.tsx';
import { duration, people } from '../../ui/format.ts';
import classes from './SendNow.module.css';

/** Above this many, a slip of the hand costs too much: the number is typed. */
const TYPED_ABOVE = 1000;

type Props = {
  id: string;
  name: string;
  recipients: number;
  transportName: string;
  disabled: boolean;
  prepare: () => Promise<boolean>;
  how: Manner;
};

/** What happens as soon as it is pressed. */
function leaves(transportName: string, how: Manner): string {
  const held = 'You can pause it within a second, but what has left cannot be called back.';
  if (how.kind === 'spread') return `It leaves through ${transportName} little by little, over ${duration(how.ms)}. ${held}`;
  if (how.kind === 'canary')
    return `The first ${people(how.first)} get it through ${transportName} at once; the others wait. ${held}`;
  return `It leaves through ${transportName} at once. ${held}`;
}

/** The button that lets mail leave. */
export function SendNow({ id, name, recipients, transportName, disabled, prepare, how }: Props) {
  const [asking, { open, close }] = useDisclosure();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const send = useMutation({
    mutationFn: async () => {
      if (!(await prepare())) throw new Error('The last change is not saved yet, so nothing was sent.');
      return api.campaigns.send({ id, expected: recipients, how });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
      await navigate({ to: '/campaigns/$id/report', params: { id } });
    },
    // Another number by now is the usual reason: the review then shows it.
    onError: () => queries.invalidateQueries({ queryKey: ['campaigns'] }),
  });
  const ask = async () => {
    if (recipients <= TYPED_ABOVE) return open();
    const yes = await confirm({
      title: `Send ${name} to ${people(recipients)}?`,
      body: leaves(transportName, how),
      confirmLabel: `Send to ${people(recipients)}`,
      typed: String(recipients),
    });
    if (yes) send.mutate();
  };
  return (
    <Popover opened={asking} onChange={(opened) => !opened && close()} trapFocus returnFocus width={320} position="top-start">
      <Popover.Target>
        <Button
          variant="filled"
          size="lg"
          className="num"
          disabled={disabled}
          loading={send.isPending}
          onClick={() => void ask()}
        >
          {recipients === 0 ? 'Send' : `Send to ${people(recipients)}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.ask ?? ''} role="dialog" aria-label="Send now?">
        <p>{leaves(transportName, how)}</p>
        <div className={classes.buttons}>
          <Button onClick={close}>Not yet</Button>
          <Button
            variant="filled"
            data-autofocus
            onClick={() => {
              close();
              send.mutate();
            }}
          >
            Send now
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
