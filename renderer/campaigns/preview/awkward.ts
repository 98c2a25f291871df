import { useQuery } from '@tanstack/react-query';
import type { Awkward } from '#shared/rpc/checks.ts';
import { api } from '../../api.ts';

/** Why a design may not suit somebody, in words. */
export const awkwardWords = {
  'no-name': 'has no name',
  long: 'has a very long name',
  'other-script': 'is written in another script',
} as const satisfies Record<Awkward['why'], string>;

/** Those of a campaign's audience for whom its design most likely goes wrong; nobody where no campaign is given. */
export function useAwkward(campaignId: string | null): readonly Awkward[] {
  const found = useQuery({
    queryKey: ['contacts', 'awkward', campaignId],
    queryFn: ({ signal }) => api.checks.awkward({ id: campaignId ?? '' }, { signal }),
    enabled: campaignId !== null,
    staleTime: 60_000,
    throwOnError: false,
  });
  return found.data ?? [];
}
