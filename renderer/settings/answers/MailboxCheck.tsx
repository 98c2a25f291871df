import { Button, Modal } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { ICON } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import classes from './MailboxCheck.module.css';

type Checked = { id: string; address: string };

/** Connects, logs in and looks at the folder, and shows step by step how far that came. */
export function MailboxCheck({ mailbox, onClose }: { mailbox: Checked | null; onClose: () => void }) {
  return (
    <Modal centered opened={mailbox !== null} onClose={onClose} title={mailbox?.address ?? ''} size={520}>
      {mailbox && <Check key={mailbox.id} id={mailbox.id} onClose={onClose} />}
    </Modal>
  );
}

function Check({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['mailbox-check', id],
    queryFn: ({ signal }) => api.mailboxes.check({ id }, { signal }),
    gcTime: 0,
    staleTime: 0,
    throwOnError: false,
  });
  return (
    <>
      {isFetching && <Loading what="Connecting…" />}
      {!isFetching && (
        <div role="status">
          <ul className={classes.steps}>
            {data?.steps.map(({ text, ok }) => (
              <li key={text} data-ok={ok || undefined}>
                <span role="img" aria-label={ok ? 'Fine' : 'Not in order'}>
                  {ok ? <IconCircleCheck {...ICON} /> : <IconAlertCircle {...ICON} />}
                </span>
                {text}
              </li>
            ))}
          </ul>
          <p className={classes.verdict}>
            {error ? error.message : data?.ok ? 'The mailbox is being read.' : 'This mailbox cannot be read yet.'}
          </p>
        </div>
      )}
      <div className={classes.buttons}>
        <Button loading={isFetching} onClick={() => void refetch()}>
          Test again
        </Button>
        <Button variant="filled" onClick={onClose} data-autofocus>
          Done
        </Button>
      </div>
    </>
  );
}
