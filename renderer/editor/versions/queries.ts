import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api.ts';

export const versionsQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ['versions', 'all', campaignId],
    queryFn: ({ signal }) => api.versions.all({ campaignId }, { signal }),
  });

/** A version never changes but for its name. */
export const versionQuery = (id: string) =>
  queryOptions({ queryKey: ['versions', 'get', id], queryFn: ({ signal }) => api.versions.get({ id }, { signal }) });
