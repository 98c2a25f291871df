import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { CampaignStatus } from '#shared/schema/words.ts';
import { api } from '../../api.ts';

const WINDOW = 100;

export type Shelf = 'all' | 'archived' | CampaignStatus;

/** The campaigns of one tab, a window at a time. */
export function useCampaignRows({ shelf, search }: { shelf: Shelf; search: string }) {
  const query = useInfiniteQuery({
    queryKey: ['campaigns', 'page', { shelf, search }],
    queryFn: ({ pageParam, signal }) =>
      api.campaigns.page(
        {
          offset: pageParam,
          limit: WINDOW,
          search,
          archived: shelf === 'archived',
          ...(shelf === 'all' || shelf === 'archived' ? {} : { status: shelf }),
        },
        { signal },
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, { rows }) => sum + rows.length, 0);
      return shown < last.total ? shown : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const last = query.data?.pages.at(-1);
  return {
    rows: query.data?.pages.flatMap(({ rows }) => rows),
    total: last?.total ?? 0,
    byStatus: last?.byStatus ?? {},
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
  };
}
