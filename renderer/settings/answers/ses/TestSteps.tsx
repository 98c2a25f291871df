import { Button, Group } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api.ts';
import { ICON } from '../../../ui/icons.ts';
import { Loading } from '../../../ui/Loading.tsx';
import classes from './Ses.module.css';

/** Goes the way of the events and shows how far it came, with what to do about what is missing. */
export function TestSteps({ transportId, onDone }: { transportId: string; onDone: () => void }) {
  const test = useQuery({
    queryKey: ['ses-test', transportId],
    queryFn: ({ signal }) => api.sesEvents.test({ transportId }, { signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    throwOnError: false,
  });
  if (test.isFetching) return <Loading what="Asking Amazon…" />;
  return (
    <div role="status" className={classes.steps}>
      {test.error && <p>{test.error.message}</p>}
      <ul>
        {test.data?.steps.map(({ text, ok, advice }) => (
          <li key={text} data-ok={ok || undefined}>
            <span role="img" aria-label={ok ? 'Fine' : 'Not in order'}>
              {ok ? <IconCircleCheck {...ICON} /> : <IconAlertCircle {...ICON} />}
            </span>
            <div>
              {text}
              {advice && <div className="dim small">{advice}</div>}
            </div>
          </li>
        ))}
      </ul>
      <Group gap="xs">
        <Button size="xs" onClick={() => void test.refetch()}>
          Test again
        </Button>
        <Button size="xs" variant="subtle" onClick={onDone}>
          Close
        </Button>
      </Group>
    </div>
  );
}
