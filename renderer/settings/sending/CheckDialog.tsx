import { Button, Modal } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { CheckStep } from '#shared/rpc/transports.ts';
import { api } from '../../api.ts';
import { ICON } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import classes from './CheckDialog.module.css';

type Checked = { id: string; name: string };

/** Goes the way of a message without sending one, and shows how far that came and what to do. */
export function CheckDialog({ transport, onClose }: { transport: Checked | null; onClose: () => void }) {
  return (
    <Modal centered opened={transport !== null} onClose={onClose} title={`Test of ${transport?.name ?? ''}`} size={580}>
      {transport && <Check key={transport.id} id={transport.id} onClose={onClose} />}
    </Modal>
  );
}

function Check({ id, onClose }: { id: string; onClose: () => void }) {
  const check = useQuery({
    queryKey: ['transport-check', id],
    queryFn: ({ signal }) => api.transports.check({ id }, { signal }),
    gcTime: 0,
    staleTime: 0,
    throwOnError: false,
  });
  const { data, error, isFetching } = check;
  return (
    <>
      {isFetching && <Loading what="Connecting…" />}
      {!isFetching && (
        <div role="status">
          {data && (
            <ul className={classes.steps}>
              {data.steps.map((step, index) => (
                <Step key={`${step.name} ${step.text}`} step={step} fatal={!data.ok && index === data.steps.length - 1} />
              ))}
            </ul>
          )}
          {(error || data) && (
            <p className={classes.verdict} data-ok={data?.ok || undefined}>
              {error ? error.message : data ? verdict(data.ok, data.steps) : ''}
            </p>
          )}
        </div>
      )}
      <div className={classes.buttons}>
        <Button loading={isFetching} onClick={() => void check.refetch()}>
          Test again
        </Button>
        <Button variant="filled" onClick={onClose} data-autofocus>
          Done
        </Button>
      </div>
    </>
  );
}

const looks = {
  fine: { icon: IconCircleCheck, word: 'Fine' },
  doubt: { icon: IconAlertTriangle, word: 'Worth a look' },
  bad: { icon: IconAlertCircle, word: 'Not in order' },
};

function Step({ step: { ok, text, advice, server, ms }, fatal }: { step: CheckStep; fatal: boolean }) {
  const look = ok ? 'fine' : fatal ? 'bad' : 'doubt';
  const { icon: Icon, word } = looks[look];
  return (
    <li data-look={look}>
      <span className={classes.icon} role="img" aria-label={word}>
        <Icon {...ICON} />
      </span>
      <div>
        {text}
        {advice && <p className={classes.advice}>{advice}</p>}
        {server && !text.includes(server) && <p className={classes.reply}>{server}</p>}
      </div>
      <span className={`${classes.time} faint small num`}>{ms === null ? '' : inTime(ms)}</span>
    </li>
  );
}

const inTime = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`);

function verdict(ok: boolean, steps: CheckStep[]): string {
  if (!ok) return 'Nothing can be sent through this account yet.';
  return steps.every((step) => step.ok)
    ? 'The account is ready to send. Nothing was sent.'
    : 'The account can send; look at what is marked. Nothing was sent.';
}
