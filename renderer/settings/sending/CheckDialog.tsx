import { Button, Modal } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { ICON } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import classes from './CheckDialog.module.css';

type Checked = { id: string; name: string };

/** Connects and logs in without sending, and shows how far that came. */
export function CheckDialog({ transport, onClose }: { transport: Checked | null; onClose: () => void }) {
  return (
    <Modal centered opened={transport !== null} onClose={onClose} title={transport?.name ?? ''} size={520}>
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
              {data.steps.map(({ text, ok }) => (
                <li key={text} data-ok={ok || undefined}>
                  <span role="img" aria-label={ok ? 'Fine' : 'Not in order'}>
                    {ok ? <IconCircleCheck {...ICON} /> : <IconAlertCircle {...ICON} />}
                  </span>
                  {text}
                </li>
              ))}
            </ul>
          )}
          {(error || data) && (
            <p className={classes.verdict}>
              {error
                ? error.message
                : data?.ok
                  ? 'The account is ready to send.'
                  : 'Nothing can be sent through this account yet.'}
            </p>
          )}
          {data?.reply && !data.ok && !data.steps.some(({ text }) => text.includes(data.reply)) && (
            <pre className={classes.reply}>{data.reply}</pre>
          )}
        </div>
      )}
      <div className={classes.buttons}>
        <Button loading={isFetching} onClick={() => void check.refetch()}>
          Check again
        </Button>
        <Button variant="filled" onClick={onClose} data-autofocus>
          Done
        </Button>
      </div>
    </>
  );
}
