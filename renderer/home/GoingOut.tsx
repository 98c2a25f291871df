import { Button } from '@mantine/core';
import { IconClock, IconPlayerPause, IconPlayerPlay, IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Api } from '#shared/rpc/rpc.ts';
import { api } from '../api.ts';
import { useStream } from '../connection/use-stream.ts';
import { duration, number, people, weekdayTime } from '../ui/format.ts';
import { ICON } from '../ui/icons.ts';
import { LinkButton } from '../ui/LinkButton.tsx';
import { Meter } from '../ui/Meter.tsx';
import { Section } from '../ui/Section.tsx';
import { When } from '../ui/When.tsx';
import classes from './GoingOut.module.css';
import { Line, Lines } from './Line.tsx';

type Item = Awaited<ReturnType<Api['home']['get']>>['goingOut'][number];

/** What is being sent and what will be. */
export function GoingOut({ items }: { items: Item[] }) {
  if (items.length === 0) return null;
  return (
    <Section title="Going out">
      <Lines>
        {items.map((item) =>
          item.sendId ? (
            <Running key={item.campaignId} item={item} sendId={item.sendId} />
          ) : (
            <Waiting key={item.campaignId} item={item} />
          ),
        )}
      </Lines>
    </Section>
  );
}

function Waiting({ item }: { item: Item }) {
  return (
    <Line
      icon={IconClock}
      action={
        <LinkButton variant="subtle" to="/campaigns/$id/review" params={{ id: item.campaignId }}>
          Open
        </LinkButton>
      }
    >
      <b>{item.name}</b>{' '}
      <span className="dim num">
        {item.scheduledAt !== null && weekdayTime(item.scheduledAt)}
        {item.recipients > 0 && ` · ${people(item.recipients)}`}
      </span>
    </Line>
  );
}

function Running({ item, sendId }: { item: Item; sendId: string }) {
  const live = useStream(sendId, (signal) => api.sends.watch({ id: sendId }, { signal }));
  const queries = useQueryClient();
  const paused = live ? live.state === 'paused' : item.status === 'paused';
  const { mutate, isPending } = useMutation({
    mutationFn: () => (paused ? api.sends.resume({ id: sendId }) : api.sends.pause({ id: sendId })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['home'] }),
  });
  const recipients = live?.recipients ?? item.recipients;
  const counts = live?.counts;
  const done = counts ? recipients - counts.pending - counts.claimed - counts.attempting - counts.deferred : item.done;
  const words = `${number(done)} of ${number(recipients)}`;
  return (
    <Line
      icon={IconSend}
      tone="accent"
      action={
        <Button
          variant="subtle"
          onClick={() => mutate()}
          loading={isPending}
          leftSection={paused ? <IconPlayerPlay {...ICON} /> : <IconPlayerPause {...ICON} />}
        >
          {paused ? 'Resume' : 'Pause'}
        </Button>
      }
    >
      <Link to="/campaigns/$id/report" params={{ id: item.campaignId }}>
        <b>{item.name}</b>{' '}
        <span className="dim num">
          {words}
          {paused ? ' · paused' : live?.msLeft != null && live.finishedAt === null && ` · ${duration(live.msLeft)} left`}
          {live?.finishedAt != null && (
            <>
              {' '}
              · done <When at={live.finishedAt} as="ago" />
            </>
          )}
        </span>
      </Link>
      <div className={classes.meter}>
        <Meter label={`${item.name}: ${words}`} max={recipients} parts={[{ value: done }]} />
      </div>
    </Line>
  );
}
