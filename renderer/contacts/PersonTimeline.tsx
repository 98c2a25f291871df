import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type TimelineKind, timelineKind } from '#shared/rpc/person.ts';
import { api } from '../api.ts';
import { Loading } from '../ui/Loading.tsx';
import { Pills } from '../ui/Pills.tsx';
import { Section } from '../ui/Section.tsx';
import classes from './PersonTimeline.module.css';
import { Timeline } from './Timeline.tsx';

const words: Record<TimelineKind, string> = {
  mail: 'Messages',
  opens: 'Opened',
  clicks: 'Clicked',
  returns: 'Bounces and replies',
  lists: 'Lists',
  changes: 'Contact',
  other: 'Own events',
};

/** Everything that happened with a person, read on as far as somebody wants, or of one kind alone. */
export function PersonTimeline({ id }: { id: string }) {
  const [kind, setKind] = useState<TimelineKind | null>(null);
  const { data: counts } = useQuery({
    queryKey: ['contacts', 'timeline-counts', id],
    queryFn: ({ signal }) => api.person.timelineCounts({ id }, { signal }),
    throwOnError: false,
  });
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['contacts', 'timeline', id, kind],
    queryFn: ({ pageParam, signal }) => api.person.timeline({ id, kind, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    throwOnError: false,
  });
  const kinds = timelineKind.options.filter((option) => (counts?.[option] ?? 0) > 0);
  return (
    <Section title="Timeline">
      {kinds.length > 1 && (
        <Pills<TimelineKind | null>
          label="What the timeline shows"
          pills={[
            { value: null, label: 'Everything' },
            ...kinds.map((value) => ({ value, label: words[value], count: counts?.[value] })),
          ]}
          value={kind}
          onChange={setKind}
        />
      )}
      {data ? <Timeline entries={data.pages.flatMap(({ entries }) => entries)} times /> : <Loading />}
      {hasNextPage && (
        <Button className={classes.more ?? ''} loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older ones
        </Button>
      )}
    </Section>
  );
}
